import type { Id, OrganisationId, PartyId, PersonId } from '@patto/contracts';
import * as contract from '@patto/contracts/persons';
import { aggregate, type Evolve } from '@patto/event-store/pure';
import { annulled, breached, type Commitment, confirmed, contested, ended, fulfilled } from './commitments.ts';

export interface Option {
  readonly goal: Id<'goal'>;
  readonly holder: PartyId;
  readonly performer: PartyId;
  readonly service?: Id<'service' | 'listing' | 'contribution'>;
  readonly status: 'open' | 'chosen' | 'refused' | 'unavailable';
  /** The event that offered it. */
  readonly event: string;
}

/** Who signed for one person, or as case manager, and who else has to. */
export interface Signature {
  readonly signers: readonly string[];
  readonly awaits: readonly PersonId[];
}

type ById<Value> = { readonly [id: string]: Value };

/** A plan as decisions need to know it. A change after a proposal makes it a draft again; what was agreed stays in force meanwhile. */
export interface Plan {
  readonly status: 'unknown' | 'draft' | 'proposed' | 'agreed' | 'closed';
  /** Whether some of it has come into force. */
  readonly inForce: boolean;
  readonly subjects: readonly PersonId[];
  readonly organisation?: OrganisationId;
  readonly goals: ById<PersonId>;
  readonly options: ById<Option>;
  readonly commitments: ById<Commitment>;
  /** Present while it is being reshaped: the commitments in force that do not stand in what is to be agreed. */
  readonly leaving?: readonly Id<'commitment'>[];
  readonly proposedRevision: number;
  /** By the person for whom, or `case-manager`. */
  readonly signatures: ById<Signature>;
  /** `category area` of what could not be had, and the answers that the plan was told of. */
  readonly wanting: readonly string[];
  readonly answers: readonly string[];
}

const { PlanOpened, GoalSet, OptionOffered, OptionShaped, OptionChosen, OptionRefused, OptionReportedUnavailable, PlanToldOfAnswer, PlanObjectedTo } = contract;
const { ProgressRecorded, CommitmentMade, CommitmentAccepted, CommitmentDeclined, PlanProposed, PlanSigned, SignatureDeclined, PlanAgreed, PlanClosed } =
  contract;
const { CommitmentFulfilled, FulfilmentConfirmed, FulfilmentContested, CommitmentSuspended, CommitmentResumed, CommitmentWaived } = contract;
const { CommitmentBreached, BreachAnnulled, PlanToldOfReferral, PlanReshaped, ReshapingWithdrawn } = contract;
const events = {
  ...{ PlanOpened, GoalSet, OptionOffered, OptionShaped, OptionChosen, OptionRefused, OptionReportedUnavailable, PlanToldOfAnswer, PlanObjectedTo },
  ...{ ProgressRecorded, CommitmentMade, CommitmentAccepted, CommitmentDeclined, PlanProposed, PlanSigned, SignatureDeclined, PlanAgreed, PlanClosed },
  ...{ CommitmentFulfilled, FulfilmentConfirmed, FulfilmentContested, CommitmentSuspended, CommitmentResumed, CommitmentWaived },
  ...{ CommitmentBreached, BreachAnnulled, PlanToldOfReferral, PlanReshaped, ReshapingWithdrawn },
};

const none: Plan = {
  status: 'unknown',
  inForce: false,
  subjects: [],
  goals: {},
  options: {},
  commitments: {},
  proposedRevision: 0,
  signatures: {},
  wanting: [],
  answers: [],
};

/** What was proposed is not what stands now: it has to be proposed and signed again. */
const changed = (plan: Plan): Plan => ({ ...plan, status: 'draft', signatures: {} });

const withOption = (plan: Plan, option: string, change: (old: Option) => Option): Plan => {
  const old = plan.options[option];
  return old ? { ...plan, options: { ...plan.options, [option]: change(old) } } : plan;
};

const offered = (plan: Plan, { option, goal, holder, performer, service }: contract.OptionOffered, event: string): Plan =>
  changed({ ...plan, options: { ...plan.options, [option]: { goal, holder, performer, service, status: 'open', event } } });

const withCommitment = (plan: Plan, commitment: string, change: (old: Commitment) => Commitment): Plan => {
  const old = plan.commitments[commitment];
  return old ? { ...plan, commitments: { ...plan.commitments, [commitment]: change(old) } } : plan;
};

/** The plan once this holder has accepted. */
export const withAcceptance = (plan: Plan, commitment: string): Plan => withCommitment(plan, commitment, (old) => ({ ...old, status: 'accepted' }));

/** The plan once this signature stands. */
export const withSignature = (plan: Plan, { as, person, awaits }: Pick<contract.PlanSigned, 'as' | 'person' | 'awaits'>, signer: string): Plan => {
  const of = person ?? as;
  const signers = [...(plan.signatures[of]?.signers ?? []), signer];
  return { ...plan, signatures: { ...plan.signatures, [of]: { signers, awaits } } };
};

const agreed = (plan: Plan, lines: readonly contract.AgreedLine[]): Plan =>
  lines.reduce<Plan>(
    (sofar, { commitment, obligation, number, dueAt, breachAt }) =>
      withCommitment(sofar, commitment, (old) => ({ ...old, status: 'in-force', awaited: { obligation, number, dueAt, breachAt } })),
    { ...plan, status: 'agreed', inForce: true, leaving: undefined },
  );

const evolve: Evolve<Plan, typeof events> = {
  PlanOpened: (_, { subjects, organisation }) => ({ ...none, status: 'draft', subjects, organisation }),
  GoalSet: (plan, { goal, whose }) => changed({ ...plan, goals: { ...plan.goals, [goal]: whose } }),
  OptionOffered: (plan, facts, { id }) => offered(plan, facts, id),
  OptionShaped: (plan, facts, { id }) => offered(plan, facts, id),
  OptionChosen: (plan, { option }) => changed(withOption(plan, option, (old) => ({ ...old, status: 'chosen' }))),
  OptionRefused: (plan, { option }) => changed(withOption(plan, option, (old) => ({ ...old, status: 'refused' }))),
  OptionReportedUnavailable: (plan, { category, area, option }) => ({
    ...(option ? changed(withOption(plan, option, (old) => ({ ...old, status: 'unavailable' }))) : plan),
    wanting: [...plan.wanting, `${category} ${area}`],
  }),
  PlanToldOfAnswer: (plan, { category, area, answer }) => ({ ...plan, answers: [...plan.answers, `${category} ${area} ${answer}`] }),
  PlanObjectedTo: (plan) => plan,
  ProgressRecorded: (plan) => plan,
  CommitmentMade: (plan, { commitment, holder, performer, counterpart, about, side, option, pairedWith, schedule, evidence }, { id }) => {
    const made = { holder, performer, counterpart, about, side, option, pairedWith, schedule, evidence };
    const events = option ? [id, ...[plan.options[option]?.event ?? []].flat()] : [id];
    return changed({ ...plan, commitments: { ...plan.commitments, [commitment]: { ...made, events, status: 'made', overdue: [], reported: [], shown: [] } } });
  },
  CommitmentAccepted: (plan, { commitment }) => withAcceptance(plan, commitment),
  CommitmentDeclined: (plan, { commitment }) => changed(withCommitment(plan, commitment, (old) => ({ ...old, status: 'declined' }))),
  PlanProposed: (plan, { revision }) => ({ ...plan, status: 'proposed', proposedRevision: revision, signatures: {} }),
  PlanSigned: (plan, facts, { by }) => withSignature(plan, facts, by.actor),
  SignatureDeclined: changed,
  PlanAgreed: (plan, { lines }) => agreed(plan, lines),
  PlanClosed: (plan) => ({ ...plan, status: 'closed', commitments: Object.fromEntries(Object.entries(plan.commitments).map(([id, one]) => [id, ended(one)])) }),
  CommitmentFulfilled: (plan, facts, { by }) => withCommitment(plan, facts.commitment, (old) => fulfilled(old, facts, by.actor)),
  FulfilmentConfirmed: (plan, facts) => withCommitment(plan, facts.commitment, (old) => confirmed(old, facts)),
  FulfilmentContested: (plan, facts) => withCommitment(plan, facts.commitment, (old) => contested(old, facts)),
  CommitmentSuspended: (plan, { commitment }, { happenedAt }) =>
    withCommitment(plan, commitment, (old) => ({ ...old, status: 'suspended', suspendedAt: happenedAt })),
  CommitmentResumed: (plan, { commitment, ...awaited }) => withCommitment(plan, commitment, (old) => ({ ...old, status: 'in-force', awaited })),
  CommitmentWaived: (plan, { commitment }) => withCommitment(plan, commitment, ended),
  CommitmentBreached: (plan, facts) => withCommitment(plan, facts.commitment, (old) => breached(old, facts)),
  BreachAnnulled: (plan, facts) => withCommitment(plan, facts.commitment, (old) => annulled(old, facts)),
  PlanReshaped: (plan, { leaving }) => changed({ ...plan, leaving }),
  ReshapingWithdrawn: (plan, { dropped }) =>
    dropped.reduce<Plan>((sofar, commitment) => withCommitment(sofar, commitment, ended), { ...plan, status: 'agreed', leaving: undefined, signatures: {} }),
  PlanToldOfReferral: (plan, { commitment, ...referral }) => withCommitment(plan, commitment, (old) => ({ ...old, referral })),
};

export const plan = aggregate(events, none, evolve);
