import { type Competence, CompetenceRecognised, OrganisationRegistered } from '@patto/contracts/partnerships';
import { aggregate, type Evolve } from '@patto/event-store/pure';

/** What is recognised of an organisation so far. */
export interface Organisation {
  readonly recognised: readonly Competence[];
}

const events = { OrganisationRegistered, CompetenceRecognised };

const evolve: Evolve<Organisation, typeof events> = {
  OrganisationRegistered: () => ({ recognised: [] }),
  CompetenceRecognised: ({ recognised }, { competence }) => ({ recognised: [...recognised, competence] }),
};

export const organisation = aggregate(events, { recognised: [] } as Organisation, evolve);
