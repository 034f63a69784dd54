import { AreCounts, AreViews, only, stored } from '@patto/access';
import { type Instant, IsCode, IsInstant } from '@patto/contracts';
import { NeedAnswered, NeedCorroborated, NeedSignalled, SECTORS, type Sector, UnmetNeedRecorded } from '@patto/contracts/partnerships';
import { readModel } from '@patto/read-models';
import { IsIn, IsInt, Min } from 'class-validator';

/** That an organisation has seen the need. */
export class NeedSignal extends only(NeedSignalled, 'organisation', 'sector') {
  @IsInstant() readonly signalledAt!: Instant;
}

/** What answers the need. */
export class DossierAnswer extends only(NeedAnswered, 'answer', 'explanation') {
  @IsInstant() readonly answeredAt!: Instant;
}

/** What one area needs of one category. Of unmet needs it has numbers, and no dates: a date could be laid beside a plan's. */
class NeedDossierDocument {
  @IsCode() readonly category!: string;
  @IsCode() readonly area!: string;
  @AreViews(() => NeedSignal) readonly signals!: readonly NeedSignal[];
  /** The distinct sectors from which it was signalled: what corroboration counts. */
  @IsIn(SECTORS, { each: true }) readonly sectors!: readonly Sector[];
  @IsInt() @Min(0) readonly unmet!: number;
  /** By the reason, as `no-transport`. */
  @AreCounts() readonly unmetByReason!: { readonly [reason: string]: number };
  @AreViews(() => DossierAnswer) readonly answers!: readonly DossierAnswer[];
}

/** A dossier as it is read. */
export class NeedDossierView extends stored(NeedDossierDocument, 'dossier') {}

const nothing: Omit<NeedDossierDocument, 'category' | 'area'> = { signals: [], sectors: [], unmet: 0, unmetByReason: {}, answers: [] };

const signalled = (view: NeedDossierDocument, signal: NeedSignal): NeedDossierDocument => ({
  ...view,
  signals: [...view.signals, signal],
  sectors: [...new Set([...view.sectors, signal.sector])],
});

/** One dossier for a category in an area. */
export const needDossiers = readModel(
  'need-dossiers',
  1,
  { events: { NeedSignalled, NeedCorroborated, UnmetNeedRecorded, NeedAnswered }, indexes: ['area', 'category'] },
  {
    NeedSignalled: (view: NeedDossierDocument | undefined, { category, area, organisation, sector }, { time }): NeedDossierDocument =>
      signalled(view ?? { category, area, ...nothing }, { organisation, sector, signalledAt: time }),
    NeedCorroborated: (view, { organisation, sector }, { time }): NeedDossierDocument | undefined =>
      view && signalled(view, { organisation, sector, signalledAt: time }),
    UnmetNeedRecorded: (view, { category, area, reason }): NeedDossierDocument | undefined => {
      const known: NeedDossierDocument = view ?? { category, area, ...nothing };
      return { ...known, unmet: known.unmet + 1, unmetByReason: { ...known.unmetByReason, [reason]: (known.unmetByReason[reason] ?? 0) + 1 } };
    },
    NeedAnswered: (view, { answer, explanation }, { time }): NeedDossierDocument | undefined =>
      view && { ...view, answers: [...view.answers, { answer, explanation, answeredAt: time }] },
  },
);
