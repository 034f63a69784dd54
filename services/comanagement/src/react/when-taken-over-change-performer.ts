import type { Id } from '@patto/contracts';
import { StepInAccepted, TransferAccepted } from '@patto/contracts/comanagement';
import { command } from '@patto/event-store/pure';
import { when } from '@patto/messaging';
import { ChangePerformer } from '../service/change-performer.ts';
import type { HandOver } from '../transfer/transfer.ts';

const changed = ({ service, from, to }: HandOver, { stream }: { readonly stream: string }) => [
  command(ChangePerformer, { service, transfer: stream as Id<'transfer'>, from, performer: to }),
];

/** Who accepted a hand-over carries the service out from now on. */
export const whenTransferAcceptedChangePerformer = when('when-transfer-accepted-change-performer', TransferAccepted, changed);

/** So does who stepped in. */
export const whenStepInAcceptedChangePerformer = when('when-step-in-accepted-change-performer', StepInAccepted, changed);
