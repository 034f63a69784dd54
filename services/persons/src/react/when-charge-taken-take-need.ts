import type { Id } from '@patto/contracts';
import { ChargeTaken, NeedJoinedCharge } from '@patto/contracts/persons';
import { command } from '@patto/event-store/pure';
import { when } from '@patto/messaging';
import { TakeNeed } from '../need/take-need.ts';

/** Taking charge answers the need that it was taken for. */
export const whenChargeTakenTakeNeed = when('when-charge-taken-take-need', ChargeTaken, ({ need }, { stream }) => [
  command(TakeNeed, { need, charge: stream as Id<'charge'> }),
]);

/** So does bringing a further need under a charge that is in force. */
export const whenNeedJoinedTakeNeed = when('when-need-joined-take-need', NeedJoinedCharge, ({ need }, { stream }) => [
  command(TakeNeed, { need, charge: stream as Id<'charge'> }),
]);
