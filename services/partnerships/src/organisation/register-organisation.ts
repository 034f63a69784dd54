import { IsText } from '@patto/contracts';
import { OrganisationIdentifier, OrganisationRegistered, refuseUnlessPublicBody, registered, SECTORS, type Sector } from '@patto/contracts/partnerships';
import { decides, event } from '@patto/event-store/pure';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, ValidateNested } from 'class-validator';
import { organisation } from './organisation.ts';

/** A public body makes an organisation an actor; the founding organisation is registered by the deployment itself. */
export class RegisterOrganisation {
  @IsIn(SECTORS) readonly sector!: Sector;
  @IsText(200) readonly name!: string;
  @IsArray() @ArrayMaxSize(10) @ValidateNested({ each: true }) @Type(() => OrganisationIdentifier) readonly identifiers!: OrganisationIdentifier[];
}

export const registerOrganisation = decides(
  organisation,
  RegisterOrganisation,
  { stream: 'new', relies: (_, facts, { by }) => ({ own: registered(facts, by.organisation) }) },
  (_, { sector, name, identifiers }, { by, relied }) => {
    refuseUnlessPublicBody(relied.own, by);
    return [event(OrganisationRegistered, { sector, name, identifiers, registrar: by.organisation })];
  },
);
