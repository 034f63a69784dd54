import { IsId, type PersonId, Rejection } from '@patto/contracts';
import { MajorityRecorded } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { keepsDetails, mustKeepDetails } from './keeping-details.ts';
import { person } from './person.ts';

/** A minor is of age, or emancipated: from now on they act for themself, and nobody by parental responsibility. */
export class RecordMajority {
  @IsId('person') readonly person!: PersonId;
}

export const recordMajority = decides(person, RecordMajority, { relies: keepsDetails }, (state, _, context) => {
  mustKeepDetails(state, context);
  if (state.capacity !== 'minor') throw new Rejection('of-age-already', 'This person is not a minor.');

  return [event(MajorityRecorded, { capacity: 'adult' })];
});
