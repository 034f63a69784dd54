import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsOptional, ValidateNested } from 'class-validator';
import { authority } from '../effects.ts';
import { Event } from '../event.ts';
import { IsText } from '../fields.ts';
import { IsId, type OrganisationId } from '../ids.ts';

/** The kinds of organisations that take part (*ente*): DPR and Codice del Terzo settore for the third, who speaks for others last. */
export const SECTORS = ['public-body', 'third-sector', 'company', 'informal-group', 'representative-body'] as const;
export type Sector = (typeof SECTORS)[number];

/** What an organisation may be recognised to be able to do. */
export const COMPETENCES = ['reading-needs', 'programming', 'running-services'] as const;
export type Competence = (typeof COMPETENCES)[number];

/** A public identifier of an organisation, as `{ scheme: 'IT-CF', value: '…' }`. */
export class OrganisationIdentifier {
  @IsText(40) readonly scheme!: string;
  @IsText(80) readonly value!: string;
}

/** An organisation became an actor. */
@Event('partnerships.organisation', {
  version: 1,
  audience: 'partners',
  effect: authority('organisation', 'begins', { with: { organisation: '$stream', sector: 'sector', registrar: 'registrar' } }),
})
export class OrganisationRegistered {
  @IsIn(SECTORS) readonly sector!: Sector;
  @IsText(200) readonly name!: string;
  @IsArray() @ArrayMaxSize(10) @ValidateNested({ each: true }) @Type(() => OrganisationIdentifier) readonly identifiers!: readonly OrganisationIdentifier[];
  /** Who registered it; nobody of the founding organisation. */
  @IsOptional() @IsId('organisation') readonly registrar?: OrganisationId;
}

/** A public body recognised what an organisation is able to do, on this evidence. */
@Event('partnerships.organisation', {
  version: 1,
  audience: 'partners',
  effect: authority('competence', 'begins', { key: 'competence', with: { organisation: '$stream', competence: 'competence' } }),
})
export class CompetenceRecognised {
  @IsIn(COMPETENCES) readonly competence!: Competence;
  @IsId('organisation') readonly recognisedBy!: OrganisationId;
  /** The act, register or law that shows it. */
  @IsText(500) readonly evidence!: string;
}
