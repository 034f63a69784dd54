import { authority } from '../effects.ts';
import { Event } from '../event.ts';
import { type Instant, IsInstant, IsText } from '../fields.ts';
import { IsId, type OrganisationId, type PersonId } from '../ids.ts';

/** The longest an embargo lasts: an authority that still needs it orders it anew. ISO 8601. */
export const LONGEST_EMBARGO = 'P1Y';

/**
 * By a lawful order a person is not told yet that an organisation reads about them, from now until then (GDPR, art. 23). What was read in an
 * emergency is never under it.
 */
@Event('accountability.embargo', {
  version: 1,
  effect: authority('embargo', 'begins', { with: { person: 'person', reader: 'reader', placedAt: '$time' }, until: 'until' }),
})
export class EmbargoPlaced {
  @IsId('person') readonly person!: PersonId;
  /** Whose reading the person is not told of. */
  @IsId('organisation') readonly reader!: OrganisationId;
  /** The order and who gave it, as `Procura di Sondrio, decreto 12/2026`. */
  @IsText(300) readonly act!: string;
  @IsInstant() readonly until!: Instant;
}

/** The order is over before its time: the person is told from now on. */
@Event('accountability.embargo', { version: 1, effect: authority('embargo', 'ends') })
export class EmbargoLifted {
  @IsId('person') readonly person!: PersonId;
  @IsId('organisation') readonly reader!: OrganisationId;
}
