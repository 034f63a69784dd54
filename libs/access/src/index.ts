export { type AccessLog, type AccessPage, type AccessPaging, type Disclosed, type EmbargoOnReads, type OpenedSubject, openAccessLog } from './access-log.ts';
export { Access, accesses } from './accesses.ts';
export { type ActingFor, actingFor } from './acting-for.ts';
export { type AwaitedBy, awaitedBy } from './awaited-by.ts';
export { type AnswerClass, less, NAMELESS, nameViews, only, perhaps, stored } from './answer-class.ts';
export { AreCounts, AreViews, COUNTS, Erased, IsOpened, IsSealState, IsView, OPENED, SEALED_SO, Withheld } from './answer-members.ts';
export { type Caller, type Callers, type CallersParts, callers } from './caller.ts';
export { DEVELOPMENT_ISSUER, type DevelopmentIssuer, issuerTrouble, openDevelopmentIssuer } from './development-issuer.ts';
export { type AuthorityFacts, authorityFacts, type FactsAtHead } from './facts.ts';
export {
  type Answer,
  type Answered,
  type AnyQuery,
  type Asking,
  answers,
  type Disclosure,
  type List,
  type ListPage,
  noting,
  type Query,
  type QuestionClass,
} from './query.ts';
export { DISTRICT, districtPolicy, unnamedIn } from './policy/district/index.ts';
export type { Permission } from './policy/permission.ts';
export { isOwnPolicy, permitted, type Resource } from './policy/policy.ts';
export { type Standing, readingBasis } from './reading-basis.ts';
export { type Issuer, openIdIssuer } from './token-check.ts';
export { unavailable } from './unavailable.ts';
export { factsAsOf } from './facts-as-of.ts';
export { SEAL_STATES, type SealState, type SealStateOf, type StateAt, stateAt } from './seal-states.ts';
