import { problems } from '../problem.ts';

/** Refusals of the comanagement service. */
export const comanagementProblems = problems({
  // referrals and deliveries
  'no-such-service': { status: 409, title: 'No such service runs now', remedy: 'Choose a service that runs under a pact.' },
  'not-in-this-state': { status: 409, title: 'The referral stands otherwise', remedy: 'Read the referral; its state says what can be done.' },
  'accepted-line-is-transferred': {
    status: 409,
    title: 'Your organisation has accepted this line of the plan',
    remedy: 'Offer a transfer of the service; it stays yours until another accepts.',
  },
  'no-place-yet': { status: 409, title: 'There is no place yet', remedy: 'It waits in line; a place that is freed goes to the next that fits.' },
  'no-outcome-yet': { status: 409, title: 'Nobody has said what came of it', remedy: 'Assign the outcome first.' },
  'nothing-to-deliver-under': {
    status: 409,
    title: 'The delivery rests on nothing',
    remedy: 'Name a started referral of the person to this service, or the charge by which they are served urgently.',
  },
  'delivered-before-start': { status: 422, title: 'The referral had not started then', remedy: 'Mend happenedAt, or what it rests on.' },
  'delivered-on-hold': { status: 422, title: 'The referral was on hold then', remedy: 'Mend happenedAt; what was delivered before the hold can be recorded.' },
  'attended-twice': { status: 422, title: 'A person is named twice', remedy: 'Name each person once.' },
  'word-given': { status: 409, title: 'The person has said something else about it', remedy: 'The first word stands; object in the plan.' },
  // hand-overs
  'not-the-performer': {
    status: 403,
    title: 'Your organisation does not carry this service out',
    remedy: 'Who carries it out offers it; the parties can also decide another performer.',
  },
  'performs-it-already': { status: 422, title: 'This organisation carries the service out already', remedy: 'Name another party of the pact.' },
  'takes-no-part': { status: 409, title: 'The other organisation takes no part in this pact now', remedy: 'Name a party whose participation is in force.' },
  'offered-to-another': { status: 403, title: 'This hand-over is offered to another organisation', remedy: 'Only the one that is asked answers.' },
  'hand-over-settled': { status: 409, title: 'This hand-over was answered or called off', remedy: 'Read it; a new one can be offered.' },
  'hand-over-not-accepted': {
    status: 409,
    title: 'Nobody has accepted to take the service over',
    remedy: 'A performer changes with a hand-over that was accepted.',
  },
  'not-needed-any-more': {
    status: 409,
    title: 'Nobody has to take this service over any more',
    remedy: 'Its performer takes part again, or another carries it out by now.',
  },
  'nobody-steps-in': {
    status: 409,
    title: 'Nobody is left in the order of the pact who could step in',
    remedy: 'Let the parties decide another performer; until then nobody performs the service.',
  },
  'participation-suspended': {
    status: 403,
    title: 'Your organisation takes no part in this pact now',
    remedy: 'Only parties whose participation is in force act here; who suspended it resumes it.',
  },
  // decisions
  'no-rule-for-it': { status: 422, title: 'The pact has no rule for decisions of this type', remedy: 'Name a pact in force that says how it is decided.' },
  'change-incomplete': { status: 422, title: 'This is not the whole change', remedy: 'Give exactly the members that this type of decision has.' },
  'not-of-this-pact': { status: 422, title: 'The service runs under another pact', remedy: 'Decide it among the parties of its own pact.' },
  'deadline-too-soon': {
    status: 422,
    title: 'The deadline cannot be this',
    remedy: 'Leave as many days as the rule gives to object, and no more than a year.',
  },
  'reason-needed': { status: 422, title: 'A reason is missing', remedy: 'Say why with an objection and a block.' },
  'not-a-deciding-party': {
    status: 403,
    title: 'Your organisation does not decide in this pact',
    remedy: 'Leads, co-managers, guarantors and the people served decide.',
  },
  'decision-settled': { status: 409, title: 'This decision is over', remedy: 'Read its count; a new one can be opened.' },
  'not-the-proposer': { status: 403, title: 'Another organisation proposed this', remedy: 'The proposer answers objections and amends.' },
  'no-such-objection': { status: 409, title: 'This organisation has no open objection', remedy: 'Name a party whose objection stands.' },
  'no-act-awaited': { status: 409, title: 'This decision waits for no act', remedy: 'Read the decision.' },
  'not-the-competent-body': {
    status: 403,
    title: 'Your organisation cannot attach this act',
    remedy: 'A public body that takes part in the pact attaches it.',
  },
  // services
  'decision-not-in-effect': { status: 409, title: 'No such decision is in effect', remedy: 'A service changes only as the parties have decided.' },
  'capacity-below-taken': { status: 409, title: 'More places are taken than would be left', remedy: 'Decide a capacity that holds those who are served.' },
  'service-closed': { status: 409, title: 'This service is closed', remedy: 'Let the parties establish another.' },
  'suspended-urgently-lately': {
    status: 409,
    title: 'It was suspended urgently a short while ago',
    remedy: 'Let the parties decide; within 72 hours of its end there is no second urgent suspension.',
  },
});
