import { AreIds, IsId, type PartyId, type PersonId, Rejection } from '@patto/contracts';
import { AssessmentOpened, MOST_INVITED } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { ArrayMaxSize } from 'class-validator';
import { assessment } from './assessment.ts';
import { isKnown, knownTo } from './invited.ts';

/** The body in charge looks at a person's life with them, and asks these for what they see. */
export class OpenAssessment {
  @IsId('person') readonly person!: PersonId;
  @AreIds('organisation', 'person') @ArrayMaxSize(MOST_INVITED) readonly invited!: PartyId[];
}

export const openAssessment = decides(
  assessment,
  OpenAssessment,
  {
    stream: 'new',
    relies: ({ person, invited }, facts, { by }) => ({
      charge: by.organisation ? facts.find('charge', person, by.organisation)[0] : undefined,
      known: invited.flatMap((party) => knownTo(person, party, facts)),
    }),
  },
  (_, { person, invited }, { by, relied }) => {
    if (!relied.charge || !by.organisation) throw new Rejection('not-a-recipient', 'Your organisation has not taken charge of this person.', ['/person']);
    for (const party of invited) {
      if (!relied.known.some((fact) => isKnown(party, fact))) {
        throw new Rejection('unknown-party', 'Organisations that are registered and persons around the person are asked.', ['/invited']);
      }
    }

    return [event(AssessmentOpened, { person, organisation: by.organisation, invited: [...new Set(invited)] })];
  },
);
