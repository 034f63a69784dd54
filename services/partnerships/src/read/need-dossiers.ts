import type { Instant, OrganisationId } from '@patto/contracts';
import { NeedAnswered, NeedCorroborated, NeedSignalled, type Sector, UnmetNeedRecorded } from '@patto/contracts/partnerships';
import { readModel } from '@patto/read-models';

interface Signal {
  readonly organisation: OrganisationId;
  readonly sector: Sector;
  readonly signalledAt: Instant;
}

/** What one area needs of one category. Of unmet needs it has numbers, and no dates: a date could be laid beside a plan's. */
export interface NeedDossierView {
  readonly category: string;
  readonly area: string;
  readonly signals: readonly Signal[];
  /** The distinct sectors from which it was signalled: what corroboration counts. */
  readonly sectors: readonly Sector[];
  readonly unmet: number;
  readonly unmetByReason: { readonly [reason: string]: number };
  readonly answers: readonly { readonly answer: string; readonly explanation: string; readonly answeredAt: Instant }[];
}

const nothing: Omit<NeedDossierView, 'category' | 'area'> = { signals: [], sectors: [], unmet: 0, unmetByReason: {}, answers: [] };

const signalled = (view: NeedDossierView, signal: Signal): NeedDossierView => ({
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
    NeedSignalled: (view: NeedDossierView | undefined, { category, area, organisation, sector }, { time }): NeedDossierView =>
      signalled(view ?? { category, area, ...nothing }, { organisation, sector, signalledAt: time }),
    NeedCorroborated: (view, { organisation, sector }, { time }): NeedDossierView | undefined =>
      view && signalled(view, { organisation, sector, signalledAt: time }),
    UnmetNeedRecorded: (view, { category, area, reason }): NeedDossierView | undefined => {
      const known: NeedDossierView = view ?? { category, area, ...nothing };
      return { ...known, unmet: known.unmet + 1, unmetByReason: { ...known.unmetByReason, [reason]: (known.unmetByReason[reason] ?? 0) + 1 } };
    },
    NeedAnswered: (view, { answer, explanation }, { time }): NeedDossierView | undefined =>
      view && { ...view, answers: [...view.answers, { answer, explanation, answeredAt: time }] },
  },
);
