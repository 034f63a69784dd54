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

/** Operators who do the work of their organisation. */
const AT_A_DESK: readonly CallerKind[] = ['operator', 'coordinator', 'administrator'];
/** Persons, those who act for them, and operators; the decisions and questions see whose plan it is. */
const ANYBODY_IN_A_PLAN: readonly CallerKind[] = ['person', 'delegate', ...AT_A_DESK];

export const TABLE: { readonly [commandOrQuery: string]: readonly CallerKind[] } = {
  // persons
  RegisterPerson: AT_A_DESK,
  CorrectPersonDetails: AT_A_DESK,
  LinkLogin: AT_A_DESK,
  LinkExternalRecord: AT_A_DESK,
  AppointDelegate: ANYBODY_IN_A_PLAN,
  RevokeDelegate: ANYBODY_IN_A_PLAN,
  InviteSupporter: ANYBODY_IN_A_PLAN,
  AcceptSupport: ['person'],
  DeclineSupport: ['person'],
  StepBack: ['person'],
  ReportNeed: ANYBODY_IN_A_PLAN,
  RedirectNeed: AT_A_DESK,
  TakeCharge: AT_A_DESK,
  DeclineCharge: AT_A_DESK,
  NameCaseManager: AT_A_DESK,
  HandOverCase: AT_A_DESK,
  AcceptCase: AT_A_DESK,
  CloseCharge: AT_A_DESK,
  TakeNeed: ['system'],
  TurnDownNeed: ['system'],
  ReportOverdueAnswer: ['system'],
  OpenPlan: AT_A_DESK,
  OfferOption: AT_A_DESK,
  ProposePlan: AT_A_DESK,
  ClosePlan: AT_A_DESK,
  SetGoal: ANYBODY_IN_A_PLAN,
  ShapeOption: ANYBODY_IN_A_PLAN,
  ChooseOption: ANYBODY_IN_A_PLAN,
  RefuseOption: ANYBODY_IN_A_PLAN,
  ReportOptionUnavailable: ANYBODY_IN_A_PLAN,
  ObjectToPlan: ANYBODY_IN_A_PLAN,
  MakeCommitment: ANYBODY_IN_A_PLAN,
  AcceptCommitment: ANYBODY_IN_A_PLAN,
  DeclineCommitment: ANYBODY_IN_A_PLAN,
  SignPlan: ANYBODY_IN_A_PLAN,
  DeclineToSign: ANYBODY_IN_A_PLAN,
  RecordProgress: ANYBODY_IN_A_PLAN,
  FulfilCommitment: ANYBODY_IN_A_PLAN,
  ConfirmFulfilment: ANYBODY_IN_A_PLAN,
  ContestFulfilment: ANYBODY_IN_A_PLAN,
  SuspendCommitment: ANYBODY_IN_A_PLAN,
  WaiveCommitment: ANYBODY_IN_A_PLAN,
  ResumeCommitment: [...ANYBODY_IN_A_PLAN, 'system'],
  NotePlanNeedAnswered: ['system'],
  NoteReferral: ['system'],
  NoteDelivery: ['system'],
  NoteDeliveryWord: ['system'],
  BreachCommitment: ['system'],
  PersonSearch: AT_A_DESK,
  NeedsOfDesk: AT_A_DESK,
  ChargesOfBody: AT_A_DESK,
  PersonById: ANYBODY_IN_A_PLAN,
  NetworkOfPerson: ANYBODY_IN_A_PLAN,
  NeedById: ANYBODY_IN_A_PLAN,
  ChargeById: ANYBODY_IN_A_PLAN,
  ChargesOfPerson: ANYBODY_IN_A_PLAN,
  MyPlans: ANYBODY_IN_A_PLAN,
  PlanById: ANYBODY_IN_A_PLAN,
  CommitmentsOfPlan: ANYBODY_IN_A_PLAN,
  CommitmentList: ANYBODY_IN_A_PLAN,
  CapabilityGaps: ['operator', 'coordinator', 'auditor'],
  ChoicesOfPlan: ANYBODY_IN_A_PLAN,
  ExcerptOfPlan: ANYBODY_IN_A_PLAN,
  MyExcerpts: ANYBODY_IN_A_PLAN,
  NeedsOfPerson: ['person', 'delegate'],
  MySupport: ['person'],

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
  OperatorById: EVERYBODY,
  AffiliationById: ['operator', 'coordinator', 'administrator', 'auditor'],
  AffiliationsOfOrganisation: ['operator', 'coordinator', 'administrator', 'auditor'],
  MandateById: EVERYBODY,
  MandateList: EVERYBODY,
  PactById: EVERYBODY,
  PactList: EVERYBODY,
  NeedDossierById: ['operator', 'coordinator', 'administrator', 'auditor'],
  NeedDossierList: ['operator', 'coordinator', 'administrator', 'auditor'],
  DirectoryServices: EVERYBODY,

  // comanagement
  RequestReferral: AT_A_DESK,
  ReferAgreedLine: ['system'],
  AcknowledgeReferral: AT_A_DESK,
  AcceptReferral: AT_A_DESK,
  RejectReferral: AT_A_DESK,
  ReRouteReferral: AT_A_DESK,
  WithdrawReferral: AT_A_DESK,
  StartReferral: AT_A_DESK,
  HoldReferral: AT_A_DESK,
  ResumeReferral: AT_A_DESK,
  CompleteReferral: AT_A_DESK,
  AssignOutcome: AT_A_DESK,
  CloseReferral: AT_A_DESK,
  TransferReferral: ['system'],
  RecordDelivery: AT_A_DESK,
  RecordAttendance: AT_A_DESK,
  ConfirmDelivery: ['person', 'delegate'],
  ContestDelivery: ['person', 'delegate'],
  ReferralById: EVERYBODY,
  ReferralList: ANYBODY_IN_A_PLAN,
  ReferralAsFhir: EVERYBODY,
  DeliveriesOfReferral: EVERYBODY,
  DeliveryById: EVERYBODY,
  ReferralMeasures: [...AT_A_DESK, 'auditor'],
  OfferTransfer: ['coordinator', 'administrator'],
  AcceptTransfer: ['coordinator', 'administrator'],
  DeclineTransfer: ['coordinator', 'administrator'],
  OfferStepIn: ['system'],
  CallOffOffer: ['system'],
  TransferById: ['operator', 'coordinator', 'administrator', 'auditor'],
  TransferList: ['operator', 'coordinator', 'administrator', 'auditor'],

  // accountability
  AccessesOfPerson: ['person', 'delegate', 'auditor'],
  LedgerEntries: ['auditor'],
  AccessLedgerEntries: ['auditor'],
  ProofOfEvent: EVERYBODY,
  ConsistencyOfLedger: EVERYBODY,
  ObligationById: ['person', 'operator', 'coordinator', 'auditor'],
  ObligationList: ['person', 'operator', 'coordinator', 'auditor'],
  ObligationSteps: ['person', 'operator', 'coordinator', 'auditor'],
  ResponsibleAt: ['person', 'operator', 'coordinator', 'administrator', 'auditor'],
  OrphanIntervalsOfObligation: ['person', 'operator', 'coordinator', 'administrator', 'auditor'],
  OrphanIntervalList: ['person', 'operator', 'coordinator', 'administrator', 'auditor'],
  OverdueList: ['person', 'operator', 'coordinator', 'administrator', 'auditor'],
  WorkQueue: AT_A_DESK,
  WorkList: ['coordinator', 'administrator', 'auditor'],
};

/** Whether one of these kinds may send this command or ask this question. */
export const may = (name: string, kinds: readonly CallerKind[]): boolean => {
  const row = Object.hasOwn(TABLE, name) ? (TABLE[name] ?? []) : [];
  return kinds.some((kind) => row.includes(kind));
};
