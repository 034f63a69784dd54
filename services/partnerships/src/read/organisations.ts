import { AreViews, less, stored } from '@patto/access';
import { type Instant, IsInstant } from '@patto/contracts';
import { CompetenceRecognised, OrganisationRegistered } from '@patto/contracts/partnerships';
import { readModel } from '@patto/read-models';

/** What an organisation is recognised to be able to do. */
export class RecognisedCompetence extends less(CompetenceRecognised) {
  @IsInstant() readonly recognisedAt!: Instant;
}

class OrganisationDocument extends less(OrganisationRegistered) {
  @IsInstant() readonly registeredAt!: Instant;
  @AreViews(() => RecognisedCompetence) readonly competences!: readonly RecognisedCompetence[];
}

/** An organisation with what is recognised of it. */
export class OrganisationView extends stored(OrganisationDocument, 'organisation') {}

/** The organisations that may act, with their recognised competences. */
export const organisations = readModel(
  'organisations',
  1,
  { events: { OrganisationRegistered, CompetenceRecognised }, indexes: ['sector', 'name', 'competences.competence'] },
  {
    OrganisationRegistered: (_: OrganisationDocument | undefined, facts, { time }): OrganisationDocument => ({ ...facts, registeredAt: time, competences: [] }),
    CompetenceRecognised: (view, facts, { time }): OrganisationDocument | undefined =>
      view && { ...view, competences: [...view.competences, { ...facts, recognisedAt: time }] },
  },
);
