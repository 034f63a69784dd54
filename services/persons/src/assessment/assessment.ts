import { type Id, type OrganisationId, type PartyId, type PersonId, Rejection } from '@patto/contracts';
import * as contract from '@patto/contracts/persons';
import { type Acting, aggregate, type Evolve, type FactsInForce } from '@patto/event-store/pure';

/** One finding, and whether an objection to it waits for an answer. */
export interface KnownFinding {
  readonly contributor: PartyId;
  readonly objection: 'none' | 'open' | 'answered';
}

export interface OpenedAssessment {
  readonly status: 'open' | 'completed';
  readonly person: PersonId;
  /** The body in charge that opened it. */
  readonly organisation: OrganisationId;
  readonly invited: readonly PartyId[];
  /** Whether the person has spoken. */
  readonly heard: boolean;
  /** Whether it is on record why they have not. */
  readonly explained: boolean;
  readonly findings: { readonly [finding: string]: KnownFinding };
}

/** An assessment as decisions need to know it: whose it is, who was asked, and whether the person came first. */
export type Assessment = { readonly status: 'none' } | OpenedAssessment;

const { AssessmentOpened, PersonSpoke, SilenceExplained, FindingContributed, FindingObjectedTo, FindingObjectionAnswered, AssessmentCompleted } = contract;
const events = { AssessmentOpened, PersonSpoke, SilenceExplained, FindingContributed, FindingObjectedTo, FindingObjectionAnswered, AssessmentCompleted };

const changed = (assessment: Assessment, change: Partial<OpenedAssessment>): Assessment =>
  assessment.status === 'none' ? assessment : { ...assessment, ...change };

const withFinding = (assessment: Assessment, finding: string, known: Partial<KnownFinding>): Assessment => {
  if (assessment.status === 'none') return assessment;
  const before = assessment.findings[finding] ?? { contributor: assessment.organisation, objection: 'none' };
  return { ...assessment, findings: { ...assessment.findings, [finding]: { ...before, ...known } } };
};

const evolve: Evolve<Assessment, typeof events> = {
  AssessmentOpened: (_, facts) => ({ ...facts, status: 'open', heard: false, explained: false, findings: {} }),
  PersonSpoke: (assessment) => changed(assessment, { heard: true }),
  SilenceExplained: (assessment) => changed(assessment, { explained: true }),
  FindingContributed: (assessment, { finding, contributor }) => withFinding(assessment, finding, { contributor }),
  FindingObjectedTo: (assessment, { finding }) => withFinding(assessment, finding, { objection: 'open' }),
  FindingObjectionAnswered: (assessment, { finding }) => withFinding(assessment, finding, { objection: 'answered' }),
  AssessmentCompleted: (assessment) => changed(assessment, { status: 'completed' }),
};

export const assessment = aggregate(events, { status: 'none' } as Assessment, evolve);

/** The assessment while it is open. @throws Rejection `not-a-recipient` alike where there is none, `assessment-completed` */
export const inProgress = (state: Assessment, isFor: (opened: OpenedAssessment) => boolean): OpenedAssessment => {
  if (state.status === 'none' || !isFor(state)) throw new Rejection('not-a-recipient', 'This assessment is not for you.');
  if (state.status === 'completed') throw new Rejection('assessment-completed', 'This assessment is complete.');
  return state;
};

/** What the caller's organisation has in hand for the person, where it opened the assessment. */
export const chargeBehind = (_: object, facts: FactsInForce, { by }: Acting, state: Assessment) => ({
  charge: state.status === 'none' || by.organisation !== state.organisation ? undefined : facts.find('charge', state.person, by.organisation)[0],
});

/** The open assessment, to the body that is in charge and opened it. @throws Rejection */
export const ofBodyInCharge = (state: Assessment, relied: { readonly charge: object | undefined }): OpenedAssessment =>
  inProgress(state, () => relied.charge !== undefined);

/** A finding of the assessment. @throws Rejection `no-such-finding` */
export const findingIn = ({ findings }: OpenedAssessment, finding: Id<'finding'>): KnownFinding => {
  const known = findings[finding];
  if (!known) throw new Rejection('no-such-finding', 'There is no such finding in this assessment.', ['/finding']);
  return known;
};

/** The findings whose objection nobody has answered. */
export const unansweredIn = ({ findings }: OpenedAssessment): readonly Id<'finding'>[] =>
  Object.entries(findings).flatMap(([finding, { objection }]) => (objection === 'open' ? [finding as Id<'finding'>] : []));
