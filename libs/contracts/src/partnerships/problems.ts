import { problems } from '../problem.ts';

/** Refusals of the partnerships service. */
export const partnershipsProblems = problems({
  'already-initialised': { status: 409, title: 'This deployment was initialised before', remedy: 'Nothing needs to be done; there is no second beginning.' },
  'not-a-public-body': { status: 403, title: 'Only a public body may do this', remedy: 'A public body of the district does it.' },
  'own-competence': { status: 409, title: 'An organisation does not recognise its own competence', remedy: 'A public body recognises it.' },
  'not-your-organisation': { status: 403, title: 'This is another organisation’s', remedy: 'An operator of that organisation does it.' },
  'already-affiliated': { status: 409, title: 'This operator works for the organisation already', remedy: 'Change the roles instead.' },
  'not-affiliated-any-more': { status: 409, title: 'This affiliation has ended', remedy: 'Affiliate the operator anew.' },
  'unknown-organisation': { status: 422, title: 'There is no such organisation', remedy: 'Register the organisation first.' },
  'competence-not-recognised': {
    status: 409,
    title: 'A competence of this mandate is not recognised',
    remedy: 'A public body recognises the competence first.',
  },
  'own-mandate': {
    status: 409,
    title: 'Nobody grants themself this mandate',
    remedy: 'For oneself a public body records only what law or its own right gives it.',
  },
  'period-impossible': { status: 422, title: 'This period is none', remedy: 'The end lies after the beginning and ahead of now.' },
  'mandate-settled': { status: 409, title: 'This mandate was answered before', remedy: 'Read the mandate.' },
  'mandate-ended': { status: 409, title: 'This mandate is over', remedy: 'A new one has to be granted.' },
  'not-the-holder': { status: 403, title: 'This mandate is offered to another', remedy: 'The holder answers.' },
  'not-the-grantor': { status: 403, title: 'This mandate was granted by another', remedy: 'The grantor revokes.' },
  'wider-than-its-source': {
    status: 409,
    title: 'A delegated mandate is never wider than its source',
    remedy: 'Stay within the competences, areas, categories and period of the mandate that you hold.',
  },
  'mandate-not-held': {
    status: 409,
    title: 'Your organisation does not hold this mandate now',
    remedy: 'Name a mandate in force that your organisation holds.',
  },
  'company-not-co-manager': {
    status: 409,
    title: 'A company does not co-manage',
    remedy: 'A company is a supporter or a contributor (art. 55 of the Codice del Terzo settore).',
  },
  'signatory-twice': { status: 422, title: 'A signatory is named twice', remedy: 'Name each organisation once.' },
  'not-among-signatories': {
    status: 422,
    title: 'This organisation is not among the signatories',
    remedy: 'Rules, resources and clauses name signatories only.',
  },
  'drafter-not-signatory': { status: 409, title: 'Who drafts a pact takes part in it', remedy: 'Name your organisation among the signatories.' },
  'rule-twice': { status: 422, title: 'Two rules for one type of decision', remedy: 'Give one rule for each type.' },
  'public-silence-is-no-yes': {
    status: 422,
    title: 'A public body’s silence is never a yes',
    remedy: 'With a public body among the signatories silence cannot mean agreement.',
  },
  'not-a-pact-signatory': { status: 403, title: 'This pact does not wait for your organisation', remedy: 'Only its signatories sign.' },
  'pact-over': { status: 409, title: 'This pact is over', remedy: 'Draft a new one.' },
  'need-not-known': { status: 409, title: 'Nobody has signalled this need', remedy: 'Signal it first.' },
});
