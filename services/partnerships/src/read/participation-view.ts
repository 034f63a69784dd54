import { type Instant, IsId, IsInstant, type OrganisationId } from '@patto/contracts';
import { Signatory, SUSPENDERS, type Suspender, WITHDRAWAL_ENDS } from '@patto/contracts/partnerships';
import { IsArray, IsIn, IsOptional } from 'class-validator';

const PARTICIPATION_STATUSES = ['admitted', 'in-force', 'suspended', 'withdrawn', 'ended'] as const;

/** How one party takes part in a pact. */
export class ParticipationView extends Signatory {
  @IsIn(PARTICIPATION_STATUSES) readonly status!: (typeof PARTICIPATION_STATUSES)[number];
  /** Who interrupted it; each lifts its own suspension. */
  @IsArray() @IsIn(SUSPENDERS, { each: true }) readonly suspendedBy!: readonly Suspender[];
  /** When it came into force first; missing until an admitted party signs. */
  @IsOptional() @IsInstant() readonly since?: Instant;
  /** The decision by which it was admitted after the beginning. */
  @IsOptional() @IsId('decision') readonly admittedBy?: string;
  /** It leaves then at the latest. */
  @IsOptional() @IsInstant() readonly noticeUntil?: Instant;
  @IsOptional() @IsInstant() readonly endedAt?: Instant;
  @IsOptional() @IsIn(WITHDRAWAL_ENDS) readonly because?: (typeof WITHDRAWAL_ENDS)[number];
}

type Participations = readonly ParticipationView[];

/** One party's participation changed, the others' not. */
export const changedFor = (
  { organisation }: { readonly organisation: OrganisationId },
  all: Participations,
  change: (one: ParticipationView) => ParticipationView,
): Participations => all.map((one) => (one.organisation === organisation ? change(one) : one));

/** With these flags it is suspended, and without any in force. */
export const flagged = (one: ParticipationView, suspendedBy: readonly Suspender[]): ParticipationView => ({
  ...one,
  suspendedBy,
  status: suspendedBy.length > 0 ? 'suspended' : 'in-force',
});
