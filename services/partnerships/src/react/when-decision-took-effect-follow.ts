import type { Id } from '@patto/contracts';
import { DecisionTookEffect } from '@patto/contracts/comanagement';
import { command } from '@patto/event-store/pure';
import { when } from '@patto/messaging';
import { AdmitSignatory } from '../pact/admit-signatory.ts';
import { ConcludePact } from '../pact/conclude-pact.ts';

/** A pact follows what its parties decided about it: whom they admit, and that it is over. */
export const whenDecisionTookEffectFollow = when('when-decision-took-effect-follow', DecisionTookEffect, ({ pact, change }, { stream }) => {
  const decision = stream as Id<'decision'>;
  const { type, organisation, role } = change;
  if (type === 'conclusion') return [command(ConcludePact, { pact, decision })];
  return type === 'admission' && organisation && role ? [command(AdmitSignatory, { pact, decision, organisation, role })] : [];
});
