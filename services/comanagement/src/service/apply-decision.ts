import { type Id, type Instant, IsId, Rejection } from '@patto/contracts';
import {
  PerformerChanged,
  ProposedChange,
  ScheduleChanged,
  ServiceCapacityChanged,
  ServiceClosed,
  ServiceResumed,
  ServiceSuspended,
} from '@patto/contracts/comanagement';
import { type Decided, decides, event } from '@patto/event-store/pure';
import { Type } from 'class-transformer';
import { ValidateNested } from 'class-validator';
import { holds, movingUp } from './places.ts';
import { type Established, service } from './service.ts';

/** The parties have decided a change of a service that there is. Sent by the reaction to its effect. */
export class ApplyDecision {
  @IsId('service') readonly service!: Id<'service'>;
  @IsId('decision') readonly decision!: Id<'decision'>;
  @ValidateNested() @Type(() => ProposedChange) readonly change!: ProposedChange;
}

const withCapacity = (state: Established, decision: Id<'decision'>, capacity: ProposedChange['capacity'] = []): readonly Decided[] => {
  if (!holds(capacity, state)) throw new Rejection('capacity-below-taken', 'More places are taken than this capacity has.');
  return [event(ServiceCapacityChanged, { decision, capacity }), ...movingUp({ ...state, capacity })];
};

const following = (state: Established, { decision, change }: ApplyDecision, now: Instant): readonly Decided[] => {
  const { pact, obligation, performer: from } = state;
  const because = { decision, obligation };
  const reason = change.reason ?? '';
  switch (change.type) {
    case 'capacity':
      return withCapacity(state, decision, change.capacity);
    case 'schedule':
      return [event(ScheduleChanged, { decision, schedule: change.schedule ?? [] })];
    case 'performer':
      if (change.performer === undefined || change.performer === from) return [];
      return [event(PerformerChanged, { pact, from, performer: change.performer, obligation, because: decision })];
    case 'suspension': {
      if (state.status === 'suspended') return [];
      const isUrgent = state.status === 'suspended-urgently'; // Which is ratified by it.
      return [event(ServiceSuspended, { ...because, reason, restsSince: (isUrgent && state.restsSince) || now })];
    }
    case 'resumption':
      return state.status === 'running' ? [] : [event(ServiceResumed, because)];
    case 'closure':
      return [event(ServiceClosed, { ...because, pact, performer: from, reason })];
    default:
      return []; // It is about the pact.
  }
};

export const applyDecision = decides(
  service,
  ApplyDecision,
  { relies: ({ decision }, facts) => ({ decision: facts.find('decision', decision).find(({ is }) => is.decision === decision) }) },
  (state, command, { now, relied }) => {
    if (state.status === 'none' || state.followed.includes(command.decision)) return [];
    if (relied.decision?.is.type !== command.change.type) throw new Rejection('decision-not-in-effect', 'The parties have not decided this.');
    if (relied.decision.is.pact !== state.pact) throw new Rejection('not-of-this-pact', 'The parties of another pact decided this.');
    if (state.status === 'closed') throw new Rejection('service-closed', 'This service is closed.');
    return following(state, command, now);
  },
);
