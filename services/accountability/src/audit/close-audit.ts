import { type Id, IsId, Rejection } from '@patto/contracts';
import { AUDIT_OUTCOMES, AuditClosed, type AuditOutcome } from '@patto/contracts/accountability';
import { decides, event } from '@patto/event-store/pure';
import { IsIn } from 'class-validator';
import { audit, running } from './audit.ts';

/** Ends the audit with its outcome, when every finding was answered or its date is over. */
export class CloseAudit {
  @IsId('audit') readonly audit!: Id<'audit'>;
  @IsIn(AUDIT_OUTCOMES) readonly outcome!: AuditOutcome;
}

export const closeAudit = decides(audit, CloseAudit, (state, { outcome }, { by }) => {
  const { findings } = running(state, { by });
  const isOpen = Object.values(findings).some(({ status }) => status === 'open');
  if (isOpen) throw new Rejection('findings-open', 'A finding still waits for its answer.');
  return [event(AuditClosed, { outcome })];
});
