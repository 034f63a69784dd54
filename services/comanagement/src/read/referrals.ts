import { AreViews, IsOpened, less, stored } from '@patto/access';
import { type Facts, type Id, type Instant, IsId, IsInstant, type OrganisationId } from '@patto/contracts';
import * as contract from '@patto/contracts/comanagement';
import { type Handlers, readModel, type SealedPart, type Told } from '@patto/read-models';
import { IsBoolean, IsIn, IsOptional } from 'class-validator';
import { type Referral, referral } from '../referral/referral.ts';

/** When a referral came into a state, or to another provider in the same state. */
export class StateReached {
  @IsId('organisation') readonly provider!: OrganisationId;
  @IsIn(contract.REFERRAL_STATES) readonly state!: contract.ReferralState;
  @IsInstant() readonly at!: Instant;
}

/** A referral, with when it came into each state. */
class ReferralDocument extends less(contract.ReferralRequested) {
  @IsIn(contract.REFERRAL_STATES) readonly state!: contract.ReferralState;
  @AreViews(() => StateReached) readonly reached!: readonly StateReached[];
  @IsOptional() @IsId('obligation') readonly obligation?: Id<'obligation'>;
  @IsOptional() @IsIn(contract.REFERRAL_OUTCOMES) readonly outcome?: contract.ReferralOutcome;
  @IsOptional() @IsIn(contract.HOLD_REASONS) readonly heldFor?: contract.HoldReason;
  /** As what it goes on. */
  @IsOptional() @IsIn(contract.REFERRAL_STATES) readonly heldFrom?: contract.ReferralState;
  @IsBoolean() readonly closed!: boolean;
  @IsInstant() readonly requestedAt!: Instant;
  @IsOptional() @IsOpened(contract.ReferralRequested, 'words') readonly words?: SealedPart;
  @IsOptional() @IsOpened(contract.OutcomeAssigned, 'note') readonly note?: SealedPart;
}

export class ReferralView extends stored(ReferralDocument, 'referral') {}

/** What the aggregate's rules make of the event, and what only readers need. */
const next = (view: ReferralDocument | undefined, name: string, facts: object, { time, sealed, ...told }: Told): ReferralDocument | undefined => {
  const before: Referral = view ?? referral.initial;
  const now = referral.evolve(before, name, facts, { ...told, time });
  if (now.state === 'none') return undefined;
  const words = view?.words ?? sealed('words');
  const note = sealed('note') ?? view?.note; // A later outcome replaces one.
  const reached = view?.reached ?? [];
  const isSame = before.state === now.state && before.recipient === now.recipient;
  return {
    ...now,
    reached: isSame ? reached : [...reached, { provider: now.recipient, state: now.state, at: time }],
    requestedAt: view?.requestedAt ?? time,
    ...(words && { words }),
    ...(note && { note }),
  };
};

const handlers = Object.fromEntries(
  Object.keys(referral.events).map((name) => [name, (view: ReferralDocument | undefined, facts: object, told: Told) => next(view, name, facts, told)]),
) as Handlers<ReferralDocument, typeof referral.events>;

/** The referrals, folded by the aggregate's own rules: a change there is a new version here. */
export const referrals = readModel(
  'referrals',
  4,
  { events: referral.events, indexes: ['person', 'plan', 'service', 'consent', 'recipient', 'requester', 'accountable', 'state', 'requestedAt'] },
  handlers,
);

/** A referral as a list holds it, without anybody's words. */
export class ReferralInList extends less(ReferralView, 'words', 'note') {}

export const inList = ({ words: _, note: __, ...facts }: ReferralView): ReferralInList => facts;

/** Those between whom a referral is. */
export const partiesOf = ({ recipient, requester, accountable }: Pick<Facts<contract.ReferralRequested>, 'recipient' | 'requester' | 'accountable'>) =>
  [recipient, requester, accountable] as readonly OrganisationId[];
