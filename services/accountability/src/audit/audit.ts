import { type Id, type Instant, type OrganisationId, Rejection } from '@patto/contracts';
import { AuditClosed, AuditOpened, type AuditScope, EventAnnotated, FindingAnswered, FindingRaised, FindingUnanswered } from '@patto/contracts/accountability';
import { type Acting, aggregate, type Evolve } from '@patto/event-store/pure';

export interface Finding {
  readonly obligation: Id<'obligation'>;
  readonly organisation: OrganisationId;
  readonly answerBy: Instant;
  readonly status: 'open' | 'unanswered' | 'answered';
}

/** What decisions know of one audit. */
export type Audit =
  | { readonly status: 'none' }
  | {
      readonly status: 'open' | 'closed';
      readonly auditor: OrganisationId;
      readonly scope?: AuditScope;
      readonly findings: { readonly [finding: Id<'finding'>]: Finding };
    };

const events = { AuditOpened, EventAnnotated, FindingRaised, FindingAnswered, FindingUnanswered, AuditClosed };

const withFinding = (audit: Audit, id: Id<'finding'>, moved: (finding: Finding | undefined) => Finding | undefined): Audit => {
  if (audit.status === 'none') return audit;
  const finding = moved(audit.findings[id]);
  return finding ? { ...audit, findings: { ...audit.findings, [id]: finding } } : audit;
};

const evolve: Evolve<Audit, typeof events> = {
  AuditOpened: (_, { auditor, scope }) => ({ status: 'open', auditor, findings: {}, ...(scope && { scope }) }),
  EventAnnotated: (audit) => audit,
  FindingRaised: (audit, { finding, obligation, organisation, answerBy }) =>
    withFinding(audit, finding, () => ({ obligation, organisation, answerBy, status: 'open' })),
  FindingAnswered: (audit, { finding }) => withFinding(audit, finding, (known) => known && { ...known, status: 'answered' }),
  FindingUnanswered: (audit, { finding }) => withFinding(audit, finding, (known) => known && { ...known, status: 'unanswered' }),
  AuditClosed: (audit) => (audit.status === 'none' ? audit : { ...audit, status: 'closed' }),
};

export const audit = aggregate(events, { status: 'none' } as Audit, evolve);

/** The audit that the caller's organisation runs. @throws Rejection `not-a-recipient` to others, `audit-closed` */
export const running = (state: Audit, { by }: Pick<Acting, 'by'>) => {
  if (state.status === 'none' || state.auditor !== by.organisation) throw new Rejection('not-a-recipient', 'This audit is not with your organisation.');
  if (state.status === 'closed') throw new Rejection('audit-closed', 'This audit is closed.');
  return state;
};
