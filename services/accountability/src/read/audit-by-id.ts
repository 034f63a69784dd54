import { type Asking, answers } from '@patto/access';
import { type Id, IsId, Rejection } from '@patto/contracts';
import type { SealedPart } from '@patto/read-models';
import { AuditView, audits } from './audits.ts';

/** One audit: the auditor sees all of it, an organisation the findings that it has to answer. */
export class AuditById {
  @IsId('audit') readonly audit!: Id<'audit'>;
}

const disclosure = { purpose: 'audit', dataCategories: ['audit'] };

export const auditById = answers(AuditById, { ...disclosure, answer: AuditView }, async ({ audit }, ask) => {
  const view = await ask.one(audits, audit);
  if (!view?.parties.some((party) => party === ask.by.organisation))
    throw new Rejection('not-a-recipient', 'This audit is told to the auditor and to those who have to answer.');
  const seen = seenBy(view, ask);
  ask.standsOn({ basis: 'legal-obligation', relied: [] }, ...subjectsIn(seen));
  return seen;
});

/** The audits of the caller's organisation, or in which it has to answer, newest first. */
export class AuditList {}

export const auditList = answers(AuditList, { ...disclosure, page: AuditView }, async (_, ask) => {
  const page = await ask.page(audits, { parties: ask.party }, { sort: ['-openedAt'] });
  const items = page.items.map((view) => seenBy(view, ask));
  ask.standsOn({ basis: 'legal-obligation', relied: [] }, ...items.flatMap(subjectsIn));
  return { ...page, items };
});

const seenBy = (view: AuditView, { by }: Pick<Asking, 'by'>): AuditView =>
  view.auditor === by.organisation
    ? view
    : { ...view, annotations: [], parties: [view.auditor], findings: view.findings.filter(({ organisation }) => organisation === by.organisation) };

const subjectsIn = ({ annotations, findings }: AuditView): readonly string[] => {
  const said: readonly { readonly words?: SealedPart }[] = [...annotations, ...findings, ...findings.flatMap(({ answers: replies }) => replies)];
  return [...new Set(said.flatMap(({ words }) => (words ? [words.subject] : [])))];
};
