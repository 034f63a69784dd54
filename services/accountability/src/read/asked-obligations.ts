import type { Asking } from '@patto/access';
import { type Id, type Instant, IsId, IsInstant, type OrganisationId, type PersonId } from '@patto/contracts';
import type { Filter } from '@patto/read-models';
import { IsOptional } from 'class-validator';
import { seenBy } from './may-read-obligation.ts';

/** Which obligations are asked about; what is left out is not asked. */
export class AskedObligations {
  /** Whom it is about. */
  @IsOptional() @IsId('person') readonly subject?: PersonId;
  /** Whose plan began it. */
  @IsOptional() @IsId('plan') readonly plan?: Id<'plan'>;
  @IsOptional() @IsId('service') readonly service?: Id<'service'>;
  /** Who answers for it or carries it out. */
  @IsOptional() @IsId('organisation') readonly organisation?: OrganisationId;
  /** What it rests on. */
  @IsOptional() @IsId('pact') readonly pact?: Id<'pact'>;
}

/** With the period that its intervals lie in: those that had not ended by then, and those that had begun before. */
export class AskedIntervals extends AskedObligations {
  @IsOptional() @IsInstant() readonly from?: Instant;
  @IsOptional() @IsInstant() readonly to?: Instant;
}

/** To those who take part in a pact is told what is owed under it about no person in particular, as a service is; to others what concerns them. */
const seenUnder = (pact: Id<'pact'> | undefined, ask: Asking): Filter => {
  const own = seenBy(ask);
  const takesPart = pact !== undefined && ask.facts.find('participation', pact, ask.party).length > 0;
  return own.parties !== undefined && takesPart ? { $or: [own, { 'subjects.0': { $exists: false } }] } : own;
};

/** The obligations that are asked about, of those that the asker may see. */
export const theseObligations = ({ subject, plan, service, organisation, pact }: AskedObligations, ask: Asking, more: Filter = {}): Filter => ({
  $and: [
    seenUnder(pact, ask),
    ...(subject ? [{ subjects: subject }] : []),
    ...[plan, service].filter((stream) => stream !== undefined).map((stream) => ({ stream })),
    ...(organisation ? [{ $or: [{ holder: organisation }, { performer: organisation }] }] : []),
    ...(pact ? [{ under: pact }] : []),
    more,
  ],
});

/** Whether an interval lies in the period that is asked about. */
export const isWithin = ({ from, until }: { readonly from: Instant; readonly until?: Instant }, asked: Pick<AskedIntervals, 'from' | 'to'>): boolean =>
  (asked.from === undefined || until === undefined || Date.parse(until) > Date.parse(asked.from)) &&
  (asked.to === undefined || Date.parse(from) < Date.parse(asked.to));
