import type { Id } from '@patto/contracts';
import { DecisionTookEffect } from '@patto/contracts/comanagement';
import { command } from '@patto/event-store/pure';
import { when } from '@patto/messaging';
import { ApplyDecision } from '../service/apply-decision.ts';
import { EstablishService } from '../service/establish-service.ts';

/** A service follows what the parties have decided about it. */
export const whenDecisionTookEffectChangeService = when('when-decision-took-effect-change-service', DecisionTookEffect, ({ pact, change }, { stream }) => {
  const decision = stream as Id<'decision'>;
  if (change.type === 'establishment' && change.terms) return [command(EstablishService, { pact, decision, terms: change.terms })];
  return change.service ? [command(ApplyDecision, { service: change.service, decision, change })] : [];
});
