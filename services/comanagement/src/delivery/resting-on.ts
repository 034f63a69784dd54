import { type Facts, type Id, IsId, type OrganisationId, type PersonId, Rejection } from '@patto/contracts';
import { ATTENDANCES, type Attendance, type Attended } from '@patto/contracts/comanagement';
import { openService, participationOf } from '@patto/contracts/partnerships';
import type { Acting, Context, FactsInForce } from '@patto/event-store/pure';
import { IsIn, IsOptional } from 'class-validator';

/** Who attended, and on what the delivery to them rests: a started referral, or the charge of a body that serves them urgently. */
export class Attending {
  @IsId('person') readonly person!: PersonId;
  @IsOptional() @IsId('referral') readonly referral?: Id<'referral'>;
  @IsOptional() @IsId('charge') readonly charge?: Id<'charge'>;
  @IsIn(ATTENDANCES) readonly attendance!: Attendance;
}

/** What has to stand for deliveries of a service, or of somebody outside: it runs and its performer takes part; and for each person the referral or the charge. */
export const restingOn = (service: string | undefined, attending: readonly Attending[], facts: FactsInForce, { by }: Acting) => {
  const open = service === undefined ? undefined : openService(facts, service);
  const pact = open?.is.pact;
  const charges = attending.flatMap(({ person, charge }) => (charge ? facts.find('charge', person).filter(({ stream }) => stream === charge) : []));
  return {
    service: open,
    participation: participationOf(facts, pact, by.organisation),
    referrals: attending.flatMap(({ person, referral }) => (referral ? facts.find('referral', referral, person, ...(service ? [service] : [])) : [])),
    charges,
    // Whoever is in charge has to be a party of the pact, else the performer works for somebody who has no say in the service.
    parties: charges.flatMap(({ is }) => participationOf(facts, pact, is.organisation) ?? []),
  };
};

type Resting = Context<ReturnType<typeof restingOn>>;

/**
 * What the event says of each person, with the line of the plan that their referral carries out.
 * @throws Rejection `no-such-service`, `not-a-recipient`, `participation-suspended`, `nothing-to-deliver-under`, `delivered-before-start`,
 * `delivered-on-hold`
 */
export const attendedOf = (attending: readonly Attending[], { by, happenedAt, relied }: Resting): readonly Facts<Attended>[] => {
  const { service, participation } = relied;
  // What was delivered before a service came to rest may be written down while it rests.
  if (!service || isFrom(happenedAt, service.is.restsSince)) throw new Rejection('no-such-service', 'No such service ran then.', ['/service']);
  if (by.organisation !== service.is.performer) throw new Rejection('not-a-recipient', 'Another organisation performs this service.');
  if (!participation) throw new Rejection('participation-suspended', 'Your organisation takes no part in this pact now.');
  return attending.map((one) => attended(one, service.is.performer, relied, happenedAt));
};

/**
 * The same of somebody outside every pact, whose deliveries rest on a referral alone. It needs no consent that still stands: what was delivered
 * while it did may be written down later.
 * @throws Rejection `nothing-to-deliver-under`, `delivered-before-start`, `delivered-on-hold`
 */
export const attendedOutside = (attending: Attending, { by, happenedAt, relied }: Resting): Facts<Attended> => {
  const outside = relied.referrals.filter(({ is }) => is.service === undefined);
  return attended(attending, by.organisation, { ...relied, referrals: outside, charges: [] }, happenedAt);
};

const isFrom = (happenedAt: string, since: string | undefined): boolean => since !== undefined && happenedAt >= since;

const attended = (
  { person, referral, charge, attendance }: Attending,
  performing: string | undefined,
  relied: Resting['relied'],
  happenedAt: string,
): Facts<Attended> => {
  const started = relied.referrals.find(({ is }) => is.referral === referral && is.person === person);
  if (started) {
    const { performer, startedAt, heldAt, plan, commitment } = started.is;
    if (performer !== performing) throw new Rejection('nothing-to-deliver-under', 'This referral is with another organisation.');
    if (happenedAt < startedAt) throw new Rejection('delivered-before-start', 'The referral had not started then.');
    if (isFrom(happenedAt, heldAt)) throw new Rejection('delivered-on-hold', 'The referral was on hold then.');
    return { person, referral, attendance, plan: plan as Id<'plan'> | undefined, commitment: commitment as Id<'commitment'> | undefined };
  }
  const urgent = relied.charges.find((one) => one.stream === charge && one.is.person === person);
  const isParty = urgent && relied.parties.some(({ is }) => is.organisation === urgent.is.organisation);
  if (!isParty) throw new Rejection('nothing-to-deliver-under', 'Neither a started referral nor a charge covers this delivery.');
  return { person, charge, attendance };
};

/** The performer that records. */
export const performing = ({ by }: Pick<Acting, 'by'>): OrganisationId => by.organisation as OrganisationId;
