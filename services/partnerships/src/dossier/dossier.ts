import type { Id, OrganisationId } from '@patto/contracts';
import { NeedAnswered, NeedCorroborated, NeedSignalled, type Sector, UnmetNeedRecorded } from '@patto/contracts/partnerships';
import { aggregate, type Evolve } from '@patto/event-store/pure';

/** One need of one area: who has seen it, how often it was met by nothing, and what answered it. */
export interface Dossier {
  readonly category: string;
  readonly area: string;
  readonly seenBy: readonly OrganisationId[];
  readonly sectors: readonly Sector[];
  readonly unmet: number;
  readonly answers: readonly Id<'pact' | 'service' | 'listing' | 'call'>[];
}

const events = { NeedSignalled, NeedCorroborated, UnmetNeedRecorded, NeedAnswered };

const seen = (dossier: Dossier, organisation: OrganisationId, sector: Sector): Dossier => ({
  ...dossier,
  seenBy: [...dossier.seenBy, organisation],
  sectors: [...new Set([...dossier.sectors, sector])],
});

const evolve: Evolve<Dossier, typeof events> = {
  NeedSignalled: (dossier, { category, area, organisation, sector }) => seen({ ...dossier, category, area }, organisation, sector),
  NeedCorroborated: (dossier, { organisation, sector }) => seen(dossier, organisation, sector),
  UnmetNeedRecorded: (dossier, { category, area }) => ({ ...dossier, category, area, unmet: dossier.unmet + 1 }),
  NeedAnswered: (dossier, { answer }) => ({ ...dossier, answers: [...dossier.answers, answer] }),
};

export const dossier = aggregate(events, { category: '', area: '', seenBy: [], sectors: [], unmet: 0, answers: [] } as Dossier, evolve);

/** There is one dossier for a category in an area. */
export const oneFor = { onePer: ({ category, area }: { category: string; area: string }) => `${area}/${category}` };
