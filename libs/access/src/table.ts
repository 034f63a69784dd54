/**
 * Who may send a command or ask a question at all, until a policy comes as data. Deny by default: a name without a row is for nobody. The finer
 * rules (whose plan, which mandate, on what basis) are in the decisions and queries themselves.
 *
 * A row is the class name of a command or question and the kinds of callers. Keep the rows of a service together, in the order of its story.
 */
export const CALLER_KINDS = ['person', 'delegate', 'operator', 'coordinator', 'administrator', 'auditor', 'system'] as const;

/**
 * What a caller is in one call: a `person` for themself, a `delegate` on behalf of a person, the roles that an organisation gave its operator,
 * or `system`, which is a service of ours and never somebody who calls over HTTP.
 */
export type CallerKind = (typeof CALLER_KINDS)[number];

/** Whoever may act here at all: for what is said in public. */
const EVERYBODY: readonly CallerKind[] = ['person', 'delegate', 'operator', 'coordinator', 'administrator', 'auditor'];

export const TABLE: { readonly [commandOrQuery: string]: readonly CallerKind[] } = {
  // partnerships
  InitialiseDeployment: ['system'],
  RegisterOrganisation: ['administrator', 'system'],
  RecogniseCompetence: ['administrator', 'coordinator', 'system'],
  AffiliateOperator: ['administrator', 'system'],
  ChangeRoles: ['administrator'],
  EndAffiliation: ['administrator'],
  GrantMandate: ['coordinator', 'administrator', 'system'],
  AcceptMandate: ['coordinator', 'administrator', 'system'],
  DeclineMandate: ['coordinator', 'administrator'],
  DelegateMandate: ['coordinator', 'administrator'],
  RevokeMandate: ['coordinator', 'administrator', 'system'],
  DraftPact: ['coordinator', 'administrator'],
  SignPact: ['coordinator', 'administrator'],
  SignalNeed: ['operator', 'coordinator', 'administrator'],
  RecordUnmetNeed: ['system'],
  AnswerNeed: ['coordinator', 'administrator'],
  ImportDirectoryRecord: ['coordinator', 'administrator'],
  OrganisationById: EVERYBODY,
  OrganisationList: EVERYBODY,
  AffiliationById: ['operator', 'coordinator', 'administrator', 'auditor'],
  AffiliationsOfOrganisation: ['operator', 'coordinator', 'administrator', 'auditor'],
  MandateById: EVERYBODY,
  MandateList: EVERYBODY,
  PactById: EVERYBODY,
  PactList: EVERYBODY,
  NeedDossierById: ['operator', 'coordinator', 'administrator', 'auditor'],
  NeedDossierList: ['operator', 'coordinator', 'administrator', 'auditor'],
  DirectoryServices: EVERYBODY,

  // accountability
  AccessesOfPerson: ['person', 'delegate', 'auditor'],
  LedgerEntries: ['auditor'],
  ObligationById: ['person', 'operator', 'coordinator', 'auditor'],
  ObligationList: ['person', 'operator', 'coordinator', 'auditor'],
  ObligationSteps: ['person', 'operator', 'coordinator', 'auditor'],
  WorkList: ['coordinator', 'administrator', 'auditor'],
};

/** Whether one of these kinds may send this command or ask this question. */
export const may = (name: string, kinds: readonly CallerKind[]): boolean => {
  const row = Object.hasOwn(TABLE, name) ? (TABLE[name] ?? []) : [];
  return kinds.some((kind) => row.includes(kind));
};
