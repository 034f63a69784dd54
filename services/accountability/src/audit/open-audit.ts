import { type Instant, IsId, IsInstant, IsText, instant, Rejection } from '@patto/contracts';
import { AUDIT_BASES, type AuditBasis, AuditOpened, type AuditScope } from '@patto/contracts/accountability';
import { decides, event } from '@patto/event-store/pure';
import { IsIn, IsOptional } from 'class-validator';
import { audit } from './audit.ts';

/** Begins to look into what happened in a period. Whom it is about is told by the accesses that it makes. */
export class OpenAudit {
  @IsIn(AUDIT_BASES) readonly basis!: AuditBasis;
  @IsText(300) readonly act!: string;
  @IsOptional() @IsId('organisation', 'pact', 'service', 'person', 'plan') readonly scope?: AuditScope;
  @IsInstant() readonly from!: Instant;
  @IsInstant() readonly until!: Instant;
}

export const openAudit = decides(audit, OpenAudit, { stream: 'new' }, (_, { basis, act, scope, from, until }, { by }) => {
  if (!by.organisation) throw new Rejection('not-allowed', 'An auditor works for an organisation.');
  if (instant(until) <= instant(from)) throw new Rejection('period-impossible', 'The end lies after the beginning.', ['/until']);
  return [event(AuditOpened, { auditor: by.organisation, basis, act, from: instant(from), until: instant(until), ...(scope && { scope }) })];
});
