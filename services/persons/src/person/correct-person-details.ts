import { IsCode, IsId, IsPlainDate, type PersonId, type PlainDate, Rejection } from '@patto/contracts';
import {
  CAPACITIES,
  type Capacity,
  CORRECTION_REASONS,
  type CorrectionReason,
  PersonContact,
  PersonDetailsCorrected,
  PersonName,
  TAX_CODE,
} from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsOptional, Matches, ValidateNested } from 'class-validator';
import { keepsDetails, mustKeepDetails } from './keeping-details.ts';
import { person } from './person.ts';

/** Sets right what was registered; what is not sent stays as it is. The reason is kept with it. */
export class CorrectPersonDetails {
  @IsId('person') readonly person!: PersonId;
  @IsIn(CORRECTION_REASONS) readonly reason!: CorrectionReason;
  @IsOptional() @IsCode() readonly area?: string;
  @IsOptional() @IsIn(CAPACITIES) readonly capacity?: Capacity;
  @IsOptional() @ValidateNested() @Type(() => PersonName) readonly name?: PersonName;
  @IsOptional() @IsPlainDate() readonly birthDate?: PlainDate;
  @IsOptional() @Matches(TAX_CODE) readonly taxCode?: string;
  @IsOptional() @IsArray() @ArrayMaxSize(10) @ValidateNested({ each: true }) @Type(() => PersonContact) readonly contacts?: PersonContact[];
}

export const correctPersonDetails = decides(person, CorrectPersonDetails, { relies: keepsDetails, replaces: true }, (state, command, context) => {
  mustKeepDetails(state, context);
  const { reason, area = state.area, capacity = state.capacity, name, birthDate, taxCode, contacts } = command;
  if (birthDate && birthDate > context.now.slice(0, birthDate.length))
    throw new Rejection('born-in-future', 'The birth date lies in the future.', ['/birthDate']);
  if (!area || !capacity) return [];

  const isSame = area === state.area && capacity === state.capacity;
  if (isSame && !name && !birthDate && !taxCode && !contacts) return []; // Nothing is corrected.
  return [event(PersonDetailsCorrected, { reason, area, capacity, name, birthDate, taxCode, contacts })];
});
