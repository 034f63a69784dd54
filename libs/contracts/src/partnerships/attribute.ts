import { IsIn, IsOptional } from 'class-validator';
import { authority } from '../effects.ts';
import { Event } from '../event.ts';
import { type Instant, IsCode, IsInstant, IsText } from '../fields.ts';
import { IsId, type OrganisationId } from '../ids.ts';
import { ATTRIBUTE_LEVELS, type AttributeLevel } from './pact-terms.ts';

/** An organisation has a quality, as `accreditation`: said by itself, seen by another organisation, or certified by an authority. A surer one replaces it. */
@Event('partnerships.attribute', {
  version: 1,
  audience: 'partners',
  effect: authority('attribute', 'begins', { with: { organisation: 'organisation', attribute: 'attribute', level: 'level' }, until: 'until' }),
})
export class AttributeRecorded {
  @IsId('organisation') readonly organisation!: OrganisationId;
  @IsCode() readonly attribute!: string;
  @IsIn(ATTRIBUTE_LEVELS) readonly level!: AttributeLevel;
  /** Who says so: the organisation itself where it was declared. */
  @IsId('organisation') readonly statedBy!: OrganisationId;
  @IsText(500) readonly evidence!: string;
  /** Needed where it was verified. */
  @IsOptional() @IsInstant() readonly until?: Instant;
}

/** The organisation has it no more. */
@Event('partnerships.attribute', { version: 1, audience: 'partners', effect: authority('attribute', 'ends') })
export class AttributeRevoked {
  @IsId('organisation') readonly organisation!: OrganisationId;
  @IsCode() readonly attribute!: string;
  @IsText(500) readonly motivation!: string;
}
