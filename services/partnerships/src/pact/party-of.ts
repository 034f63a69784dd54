import { type By, type Instant, type OrganisationId, Rejection } from '@patto/contracts';
import type { Suspender } from '@patto/contracts/partnerships';
import type { Pact, Party } from './pact.ts';

/** Whether a service of ours acts by itself. */
export const isOurs = ({ actor }: By): boolean => actor.startsWith('system-');

/** A party that takes part in an active pact, suspended or not; nothing where there is none. */
export const partyOf = ({ status, parties, until }: Pact, organisation: OrganisationId | undefined, now: Instant): Party | undefined => {
  const party = organisation && parties[organisation];
  return party && status === 'active' && now < until && party.status === 'taking-part' ? party : undefined;
};

/** @throws Rejection `pact-over`, `pact-not-active` or `not-a-party` where the organisation takes no part in the pact */
export const refuseUnlessParty = (pact: Pact, party: Party | undefined, now: Instant): Party => {
  if (pact.status === 'concluded' || (pact.status !== 'none' && pact.until <= now)) throw new Rejection('pact-over', 'This pact is over.');
  if (pact.status !== 'active') throw new Rejection('pact-not-active', 'This pact is not active yet.');
  if (!party) throw new Rejection('not-a-party', 'This organisation is no party of the pact.');
  return party;
};

/**
 * As what the caller interrupts a participation: a party its own, the lead another's, our services for what the pact requires.
 * @throws Rejection `not-the-lead` to all others, and to a lead that takes no part itself
 */
export const suspenderOf = (pact: Pact, organisation: OrganisationId, by: By, now: Instant): Suspender => {
  if (isOurs(by)) return 'requirement';
  if (by.organisation === organisation) return 'party';
  const own = partyOf(pact, by.organisation, now);
  if (own?.role !== 'lead' || own.suspendedBy.length > 0)
    throw new Rejection('not-the-lead', 'Only the lead of a pact interrupts what another party does in it.');
  return 'lead';
};
