import { PerformerChanged, ServiceClosed } from '@patto/contracts/comanagement';
import { command } from '@patto/event-store/pure';
import { when } from '@patto/messaging';
import { CompleteWithdrawal } from '../pact/complete-withdrawal.ts';

/** Another performs what a party performed: if it waits to leave, and this was the last, it leaves now. */
export const whenPerformerChangedCompleteWithdrawal = when('when-performer-changed-complete-withdrawal', PerformerChanged, ({ pact, from }) => [
  command(CompleteWithdrawal, { pact, organisation: from }),
]);

/** So it does when what it performed is closed. */
export const whenServiceClosedCompleteWithdrawal = when('when-service-closed-complete-withdrawal', ServiceClosed, ({ pact, performer }) => [
  command(CompleteWithdrawal, { pact, organisation: performer }),
]);
