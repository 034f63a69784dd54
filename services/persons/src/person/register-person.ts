import { IsCode, IsPlainDate, mandateFor, type PlainDate, Rejection } from '@patto/contracts';
import { CAPACITIES, type Capacity, PersonContact, PersonName, PersonRegistered, TAX_CODE } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsOptional, Matches, ValidateNested } from 'class-validator';
import { person } from './person.ts';

/** A body that reads needs in an area makes a person of that area known. One tax code belongs to one person. */
export class RegisterPerson {
  @IsCode() readonly area!: string;
  @IsIn(CAPACITIES) readonly capacity!: Capacity;
  @ValidateNested() @Type(() => PersonName) readonly name!: PersonName;
  @IsPlainDate() readonly birthDate!: PlainDate;
  @IsOptional() @Matches(TAX_CODE) readonly taxCode?: string;
  @IsOptional() @IsArray() @ArrayMaxSize(10) @ValidateNested({ each: true }) @Type(() => PersonContact) readonly contacts?: PersonContact[];
}

export const registerPerson = decides(
  person,
  RegisterPerson,
  { stream: 'new', relies: ({ area }, facts, { by }) => ({ mandate: mandateFor(facts, by.organisation, { competence: 'reading-needs', area }) }) },
  (_, { area, capacity, name, birthDate, taxCode, contacts = [] }, { relied, now }) => {
    if (!relied.mandate) throw new Rejection('no-mandate', 'Your organisation has no mandate to read needs in this area.');
    if (birthDate > now.slice(0, birthDate.length)) throw new Rejection('born-in-future', 'The birth date lies in the future.', ['/birthDate']);

    return [event(PersonRegistered, { area, capacity, name, birthDate, taxCode, contacts })];
  },
);
