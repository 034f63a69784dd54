import type { Instant, PersonId } from '@patto/contracts';
import {
  DelegateAppointed,
  DelegateRevoked,
  type DelegationBasis,
  type PersonAct,
  SupportAccepted,
  SupportDeclined,
  SupporterInvited,
  SupporterSteppedBack,
  type Weekday,
} from '@patto/contracts/persons';
import { readModel, type SealedPart } from '@patto/read-models';

export interface DelegateView {
  readonly delegate: PersonId;
  readonly basis: DelegationBasis;
  readonly acts: readonly PersonAct[];
  readonly until: Instant;
}

export interface SupporterView {
  readonly supporter: PersonId;
  readonly status: 'invited' | 'supports';
  readonly days: readonly Weekday[];
  readonly limits?: SealedPart;
}

/** Those around one person. */
export interface NetworkView {
  readonly person: PersonId;
  readonly delegates: readonly DelegateView[];
  readonly supporters: readonly SupporterView[];
}

const nobody = (person: PersonId): NetworkView => ({ person, delegates: [], supporters: [] });

const withoutDelegate = (view: NetworkView, delegate: PersonId) => view.delegates.filter((one) => one.delegate !== delegate);
const withoutSupporter = (view: NetworkView, supporter: PersonId) => view.supporters.filter((one) => one.supporter !== supporter);
const less = (view: NetworkView | undefined, supporter: PersonId) => view && { ...view, supporters: withoutSupporter(view, supporter) };

/** Who acts for whom, and who supports whom. */
export const networks = readModel(
  'networks',
  1,
  {
    events: { DelegateAppointed, DelegateRevoked, SupporterInvited, SupportAccepted, SupportDeclined, SupporterSteppedBack },
    indexes: ['person', 'supporters.supporter', 'delegates.delegate'],
  },
  {
    DelegateAppointed: (known: NetworkView | undefined, { person, delegate, basis, acts, until }): NetworkView => {
      const view = known ?? nobody(person);
      return { ...view, delegates: [...withoutDelegate(view, delegate), { delegate, basis, acts, until }] };
    },
    DelegateRevoked: (view, { delegate }): NetworkView | undefined => view && { ...view, delegates: withoutDelegate(view, delegate) },
    SupporterInvited: (known, { person, supporter }): NetworkView => {
      const view = known ?? nobody(person);
      return { ...view, supporters: [...withoutSupporter(view, supporter), { supporter, status: 'invited', days: [] }] };
    },
    SupportAccepted: (view, { supporter, days }, { sealed }): NetworkView | undefined => {
      const limits = sealed('limits');
      return view && { ...view, supporters: [...withoutSupporter(view, supporter), { supporter, status: 'supports', days, ...(limits && { limits }) }] };
    },
    SupportDeclined: (view, { supporter }): NetworkView | undefined => less(view, supporter),
    SupporterSteppedBack: (view, { supporter }): NetworkView | undefined => less(view, supporter),
  },
);
