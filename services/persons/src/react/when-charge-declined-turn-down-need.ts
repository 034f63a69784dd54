import { ChargeDeclined } from '@patto/contracts/persons';
import { command } from '@patto/event-store/pure';
import { when } from '@patto/messaging';
import { TurnDownNeed } from '../need/turn-down-need.ts';

/** A reasoned no is an answer too. */
export const whenChargeDeclinedTurnDownNeed = when('when-charge-declined-turn-down-need', ChargeDeclined, ({ need, reason }) => [
  command(TurnDownNeed, { need, reason }),
]);
