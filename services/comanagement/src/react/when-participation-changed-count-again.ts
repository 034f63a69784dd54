import type { Id } from '@patto/contracts';
import { PactConcluded, ParticipationResumed, ParticipationSuspended, ParticipationWithdrawn, SignatoryJoined } from '@patto/contracts/partnerships';
import { command } from '@patto/event-store/pure';
import { type Heard, when } from '@patto/messaging';
import { CountDecision } from '../decision/count-decision.ts';
import { decisions } from '../read/decisions.ts';

/** Whatever the parties of the pact are deciding is counted among those who take part now, and they are asked. */
const countAgain = async (_: object, { stream: pact, find }: Heard) =>
  (await find(decisions, { pact, status: 'open' })).map(({ id }) => command(CountDecision, { decision: id as Id<'decision'> }));

export const whenParticipationSuspendedCountAgain = when('when-participation-suspended-count-again', ParticipationSuspended, countAgain);
export const whenParticipationResumedCountAgain = when('when-participation-resumed-count-again', ParticipationResumed, countAgain);
export const whenParticipationWithdrawnCountAgain = when('when-participation-withdrawn-count-again', ParticipationWithdrawn, countAgain);
export const whenSignatoryJoinedCountAgain = when('when-signatory-joined-count-again', SignatoryJoined, countAgain);
export const whenPactConcludedCountAgain = when('when-pact-concluded-count-again', PactConcluded, countAgain);
