import { basisFor } from '@patto/access/pure';
import { type Fact, type Id, later, type OrganisationId, Rejection } from '@patto/contracts';
import { participationOf, runningService } from '@patto/contracts/partnerships';
import type { FactsInForce } from '@patto/event-store/pure';
import { TOLD } from './moves.ts';

/** A provider answers within a week: the referral is overdue from then on. */
const ANSWER_WITHIN = 'P7D';

export interface Referring {
  readonly service: string;
  readonly person: string;
  readonly requester: string | undefined;
}

type ReliedOn = {
  readonly service: Fact<'service'> | undefined;
  readonly charge: Fact<'charge'> | undefined;
  readonly participation: Fact<'participation'> | undefined;
  readonly basis: readonly Fact[];
};

/** What has to stand for a referral: the service runs, the requester serves the person, the performer takes part, and a clause or a consent covers it. */
export const referring = ({ service, person, requester }: Referring, facts: FactsInForce): ReliedOn => {
  const offered = runningService(facts, service);
  const recipient = offered?.is.performer;
  return {
    service: offered,
    charge: requester ? facts.find('charge', person, requester)[0] : undefined,
    participation: participationOf(facts, offered?.is.pact, recipient),
    basis: recipient ? (basisFor({ recipient, person, ...TOLD }, facts)?.relied ?? []) : [],
  };
};

/** On what it rests, and on which consent, as the event says it. */
export const groundOf = (basis: readonly Fact[]): { readonly basis: 'consent' | 'public-task'; readonly consent?: Id<'consent'> } => {
  const consent = basis.find(({ kind }) => kind === 'consent')?.stream;
  return consent ? { basis: 'consent', consent: consent as Id<'consent'> } : { basis: 'public-task' };
};

/**
 * To which service it goes, by whom it is answered and until when.
 * @throws Rejection `not-a-recipient`, `no-such-service`, `participation-suspended`, `no-legal-basis`
 */
export const referredTo = ({ service, charge, participation, basis }: ReliedOn, now: string, unit?: string) => {
  if (!charge) throw new Rejection('not-a-recipient', 'This person is not in the care of your organisation.');
  if (!service) throw new Rejection('no-such-service', 'No such service runs now.', ['/service']);
  if (!participation) throw new Rejection('participation-suspended', 'Who performs the service takes no part in the pact now.');
  if (basis.length === 0) throw new Rejection('no-legal-basis', 'Nothing covers telling this provider about the person.');
  const { is } = service;
  return {
    service: is.service as `service-${string}`,
    pact: is.pact as `pact-${string}`,
    recipient: is.performer as OrganisationId,
    accountable: is.accountable as OrganisationId,
    category: is.category,
    unit: unit ?? is.unit ?? 'place',
    answerBy: later(now, ANSWER_WITHIN),
    ...groundOf(basis),
  };
};

/** What has to stand for telling somebody outside: the requester serves the person, and the person's consent or a clause covers the recipient. */
export const referringOutside = ({ recipient, person, requester }: Omit<Referring, 'service'> & { readonly recipient: string }, facts: FactsInForce) => ({
  charge: requester ? facts.find('charge', person, requester)[0] : undefined,
  known: facts.find('organisation', recipient).find(({ is }) => is.organisation === recipient),
  basis: basisFor({ recipient, person, ...TOLD }, facts)?.relied ?? [],
});

/** By whom a referral to somebody outside is answered and until when. @throws Rejection `not-a-recipient`, `no-legal-basis` */
export const referredOutside = ({ charge, known, basis }: ReturnType<typeof referringOutside>, now: string) => {
  if (!charge) throw new Rejection('not-a-recipient', 'This person is not in the care of your organisation.');
  if (!known || basis.length === 0) throw new Rejection('no-legal-basis', 'Nothing covers telling this organisation about the person.');
  const recipient = known.is.organisation as OrganisationId;
  return { recipient, accountable: recipient, answerBy: later(now, ANSWER_WITHIN), ...groundOf(basis) }; // Who is outside answers for itself.
};
