import { categoryOf, type Id, type Instant, type PersonId, Rejection, uuidOf } from '@patto/contracts';
import {
  DelegateAppointed,
  DelegateRevoked,
  type DelegationBasis,
  isTakenDown,
  SupportAccepted,
  SupportDeclined,
  SupporterInvited,
  SupporterSteppedBack,
} from '@patto/contracts/persons';
import { type Acting, aggregate, type Evolve, type FactsInForce } from '@patto/event-store/pure';

/** Those around one person: who may act for them, and who agreed to support them. */
export interface Network {
  readonly delegates: { readonly [delegate: string]: { readonly basis: DelegationBasis; readonly until: Instant } };
  readonly supporters: { readonly [supporter: string]: 'invited' | 'supports' };
}

const events = { DelegateAppointed, DelegateRevoked, SupporterInvited, SupportAccepted, SupportDeclined, SupporterSteppedBack };

const without = <Value>(all: { readonly [id: string]: Value }, id: string): { readonly [id: string]: Value } =>
  Object.fromEntries(Object.entries(all).filter(([other]) => other !== id));

const evolve: Evolve<Network, typeof events> = {
  DelegateAppointed: (network, { delegate, basis, until }) => ({ ...network, delegates: { ...network.delegates, [delegate]: { basis, until } } }),
  DelegateRevoked: (network, { delegate }) => ({ ...network, delegates: without(network.delegates, delegate) }),
  SupporterInvited: (network, { supporter }) => ({ ...network, supporters: { ...network.supporters, [supporter]: 'invited' } }),
  SupportAccepted: (network, { supporter }) => ({ ...network, supporters: { ...network.supporters, [supporter]: 'supports' } }),
  SupportDeclined: (network, { supporter }) => ({ ...network, supporters: without(network.supporters, supporter) }),
  SupporterSteppedBack: (network, { supporter }) => ({ ...network, supporters: without(network.supporters, supporter) }),
};

export const network = aggregate(events, { delegates: {}, supporters: {} } as Network, evolve);

/** A person's network is one stream, with the person's own uuid. */
export const networkOf = ({ person }: { readonly person: PersonId }): Id<'network'> => `network-${uuidOf(person)}`;

/** The charge by which the caller's organisation acts for this person, where an operator calls. */
export const chargeOver = ({ person }: { readonly person: PersonId }, facts: FactsInForce, { by }: Acting) => ({
  charge: by.organisation && !by.onBehalfOf ? facts.find('charge', person, by.organisation)[0] : undefined,
});

/** Whether the person does it themself, without anybody between. @throws Rejection `not-a-recipient` to whoever has nothing to do with them */
export const isThemself = (person: PersonId, { by }: Acting, charge: object | undefined): boolean => {
  if ((by.actor === person && !by.onBehalfOf) || (by.onBehalfOf === person && isTakenDown(by))) return true;
  if (by.onBehalfOf === person || charge) return false;
  const sentence = categoryOf(by.actor) === 'person' ? 'This is not yours to decide.' : 'This person is not in the care of your organisation.';
  throw new Rejection('not-a-recipient', sentence);
};
