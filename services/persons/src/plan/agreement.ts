import { instant, type PersonId, Rejection } from '@patto/contracts';
import { type AgreedLine, CommitmentWaived, PlanAgreed } from '@patto/contracts/persons';
import { type Context, type Decided, event } from '@patto/event-store/pure';
import { type Commitment, isInForce, isLive, isPending, stillToCome } from './commitments.ts';
import type { Plan } from './plan.ts';
import { firstFrom } from './schedule.ts';

const leaves = ({ leaving = [] }: Plan, id: string): boolean => leaving.some((one) => one === id);
/** What stands in the plan that is to be agreed. */
const live = (plan: Plan) => Object.entries(plan.commitments).filter(([id, commitment]) => isLive(commitment) && !leaves(plan, id));
const pending = (plan: Plan) => Object.entries(plan.commitments).filter(([, commitment]) => isPending(commitment));
const isPersons = (plan: Plan, { holder }: Commitment): boolean => plan.subjects.includes(holder as PersonId);

/** Whether each commitment of the plan's persons is paired with one by their network or by a service. */
const isPaired = (plan: Plan): boolean =>
  live(plan)
    .filter(([, one]) => isPersons(plan, one))
    .every(([id, { pairedWith }]) => live(plan).some(([other, one]) => !isPersons(plan, one) && (one.pairedWith === id || pairedWith === other)));

/** @throws Rejection `nothing-to-agree`, `commitment-unpaired`, `period-over` */
export const mustBeProposable = (plan: Plan, now: string): void => {
  if (Object.keys(plan.goals).length === 0 || live(plan).length === 0)
    throw new Rejection('nothing-to-agree', 'A plan has a goal and a commitment before it is proposed.');
  if (plan.status === 'agreed') throw new Rejection('nothing-to-agree', 'Nothing has changed since the plan was agreed.');
  if (!isPaired(plan))
    throw new Rejection('commitment-unpaired', 'A commitment of the person has nobody beside it: pair it with one by their network or by a service.');
  const isPast = pending(plan).some(([, { schedule }]) => !schedule.every && instant(schedule.dueAt) <= now);
  if (isPast) throw new Rejection('period-over', 'A commitment is due before it can be agreed.');
};

const isSigned = ({ signatures }: Plan, of: string): boolean => signatures[of] !== undefined && signatures[of].awaits.length === 0;

/** The agreement and the end of what left with it, where this was the last signature or acceptance that it waited for. */
export const agreementOf = (plan: Plan, { now, newId }: Context): readonly Decided[] => {
  const isComplete =
    plan.status === 'proposed' &&
    [...plan.subjects, 'case-manager'].every((of) => isSigned(plan, of)) &&
    pending(plan).every(([, { status }]) => status === 'accepted');
  if (!isComplete) return [];

  const lines = pending(plan).flatMap(([id, { holder, performer, counterpart, about, option, schedule }]): readonly AgreedLine[] => {
    const first = firstFrom(schedule, 1, now, newId);
    const service = option && plan.options[option]?.service;
    return first
      ? [{ ...first, commitment: id as AgreedLine['commitment'], option, service, holder, performer, counterpart, subjects: [about], basis: 'public-task' }]
      : [];
  });
  const left = Object.entries(plan.commitments)
    .filter(([id, commitment]) => leaves(plan, id) && isInForce(commitment))
    .map(([id, commitment]) => event(CommitmentWaived, { commitment: id as AgreedLine['commitment'], reason: 'reshaped', waived: stillToCome(commitment) }));
  return [event(PlanAgreed, { revision: plan.proposedRevision, organisation: plan.organisation, lines }), ...left];
};
