import type { OrganisationId } from '@patto/contracts';
import { type Competence, CompetenceRecognised, type OrganisationIdentifier, OrganisationRegistered, type Sector } from '@patto/contracts/partnerships';
import { readModel } from '@patto/read-models';

/** An organisation with what is recognised of it. */
export interface OrganisationView {
  readonly sector: Sector;
  readonly name: string;
  readonly identifiers: readonly OrganisationIdentifier[];
  readonly registrar?: OrganisationId;
  readonly registeredAt: string;
  readonly competences: readonly {
    readonly competence: Competence;
    readonly recognisedBy: OrganisationId;
    readonly evidence: string;
    readonly recognisedAt: string;
  }[];
}

/** The organisations that may act, with their recognised competences. */
export const organisations = readModel(
  'organisations',
  1,
  { events: { OrganisationRegistered, CompetenceRecognised }, indexes: ['sector', 'name', 'competences.competence'] },
  {
    OrganisationRegistered: (_: OrganisationView | undefined, facts, { time }): OrganisationView => ({ ...facts, registeredAt: time, competences: [] }),
    CompetenceRecognised: (view, facts, { time }): OrganisationView | undefined =>
      view && { ...view, competences: [...view.competences, { ...facts, recognisedAt: time }] },
  },
);
