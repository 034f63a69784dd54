import { IsCode, IsId, IsText, type PersonId } from '@patto/contracts';
import { ExternalRecordLinked } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { keepsDetails, mustKeepDetails } from './keeping-details.ts';
import { person } from './person.ts';

/** Says under which id another system knows the person. */
export class LinkExternalRecord {
  @IsId('person') readonly person!: PersonId;
  @IsCode() readonly system!: string;
  @IsText(200) readonly record!: string;
}

export const linkExternalRecord = decides(person, LinkExternalRecord, { relies: keepsDetails }, (state, { system, record }, context) => {
  mustKeepDetails(state, context);
  return [event(ExternalRecordLinked, { system, record })];
});
