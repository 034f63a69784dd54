import { AreViews, IsOpened, less, only, stored } from '@patto/access';
import { IsId, type PersonId } from '@patto/contracts';
import { DelegateAppointed, DelegateRevoked, SupportAccepted, SupportDeclined, SupporterInvited, SupporterSteppedBack } from '@patto/contracts/persons';
import { readModel, type SealedPart } from '@patto/read-models';
import { IsIn, IsOptional } from 'class-validator';

/** Who may act for the person, in what, until when, and whether alone or together with them. */
export class DelegateView extends less(DelegateAppointed, 'person') {}

const SUPPORTER_STATUSES = ['invited', 'supports'] as const;

/** Who supports the person, or was asked to. */
export class SupporterView extends only(SupportAccepted, 'supporter', 'days') {
  @IsIn(SUPPORTER_STATUSES) readonly status!: (typeof SUPPORTER_STATUSES)[number];
  @IsOptional() @IsOpened(SupportAccepted, 'limits') readonly limits?: SealedPart;
}

class NetworkDocument {
  @IsId('person') readonly person!: PersonId;
  @AreViews(() => DelegateView) readonly delegates!: readonly DelegateView[];
  @AreViews(() => SupporterView) readonly supporters!: readonly SupporterView[];
}

/** Those around one person. */
export class NetworkView extends stored(NetworkDocument, 'network') {}

const nobody = (person: PersonId): NetworkDocument => ({ person, delegates: [], supporters: [] });

const withoutDelegate = (view: NetworkDocument, delegate: PersonId) => view.delegates.filter((one) => one.delegate !== delegate);
const withoutSupporter = (view: NetworkDocument, supporter: PersonId) => view.supporters.filter((one) => one.supporter !== supporter);
const withLess = (view: NetworkDocument | undefined, supporter: PersonId) => view && { ...view, supporters: withoutSupporter(view, supporter) };

/** Who acts for whom, and who supports whom. */
export const networks = readModel(
  'networks',
  2,
  {
    events: { DelegateAppointed, DelegateRevoked, SupporterInvited, SupportAccepted, SupportDeclined, SupporterSteppedBack },
    indexes: ['person', 'supporters.supporter', 'delegates.delegate'],
  },
  {
    DelegateAppointed: (known: NetworkDocument | undefined, { person, delegate, basis, acts, exercise, until }): NetworkDocument => {
      const view = known ?? nobody(person);
      return { ...view, delegates: [...withoutDelegate(view, delegate), { delegate, basis, acts, exercise, until }] };
    },
    DelegateRevoked: (view, { delegate }): NetworkDocument | undefined => view && { ...view, delegates: withoutDelegate(view, delegate) },
    SupporterInvited: (known, { person, supporter }): NetworkDocument => {
      const view = known ?? nobody(person);
      return { ...view, supporters: [...withoutSupporter(view, supporter), { supporter, status: 'invited', days: [] }] };
    },
    SupportAccepted: (view, { supporter, days }, { sealed }): NetworkDocument | undefined => {
      const limits = sealed('limits');
      return view && { ...view, supporters: [...withoutSupporter(view, supporter), { supporter, status: 'supports', days, ...(limits && { limits }) }] };
    },
    SupportDeclined: (view, { supporter }): NetworkDocument | undefined => withLess(view, supporter),
    SupporterSteppedBack: (view, { supporter }): NetworkDocument | undefined => withLess(view, supporter),
  },
);
