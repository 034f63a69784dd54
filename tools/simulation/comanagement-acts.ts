import type { By } from '@patto/contracts';
import type { Recorded } from '@patto/event-store';
import type { Chances } from './chances.ts';
import type { District } from './district.ts';
import type { Operator } from './home-care.ts';
import { type Seen, seenIn } from './seen.ts';

/** An act before it has an id. */
export interface Meant {
  readonly command: string;
  readonly data: object;
  readonly by: By;
}

/** The least and the most places that somebody may propose. */
const MOST_PLACES = 5;

/** What is likely to be the next move of a referral after an event; a wrong one is refused. */
const AFTER: { readonly [event: string]: readonly string[] } = {
  ReferralRequested: ['AcceptReferral', 'AcceptReferral', 'AcceptReferral', 'AcknowledgeReferral', 'RejectReferral', 'ReRouteReferral', 'WithdrawReferral'],
  ReferralAcknowledged: ['AcceptReferral', 'AcceptReferral', 'RejectReferral'],
  ReferralReRouted: ['AcceptReferral'],
  ReferralAccepted: ['StartReferral', 'StartReferral', 'StartReferral', 'WithdrawReferral'],
  ReferralStarted: ['RecordDelivery', 'RecordDelivery', 'HoldReferral', 'CompleteReferral'],
  ReferralResumed: ['CompleteReferral', 'RecordDelivery'],
  ReferralHeld: ['ResumeReferral', 'RecordDelivery'],
  ReferralTransferred: ['AcceptReferral', 'StartReferral', 'CompleteReferral'],
  ReferralCompleted: ['AssignOutcome', 'CloseReferral'],
  ReferralWithdrawn: ['AssignOutcome', 'CloseReferral'],
  ReferralRejected: ['AssignOutcome'],
  OutcomeAssigned: ['CloseReferral'],
};
const BY_REQUESTER: readonly string[] = ['ReRouteReferral', 'WithdrawReferral', 'CloseReferral'];
const MORE: { readonly [command: string]: object } = {
  AcceptReferral: { steps: ['contacted'] },
  RejectReferral: { reason: 'not-reached', rejectedBy: 'provider' },
  WithdrawReferral: { reason: 'moved' },
  HoldReferral: { reason: 'illness' },
  AssignOutcome: { outcome: 'achieved' },
};

/** Something that the parties of the pact, or the person with the agreed plan, do about the services that run under it. */
export const comanagementAct = ({ care, line, persons }: District, events: readonly Recorded[], random: Chances): Meant => {
  const lead = care.parties[0] as Operator;
  const service = random.oneOf(care.services);
  const party = random.oneOf(care.parties);
  const refer = (): Meant => ({ command: 'RequestReferral', data: { person: random.oneOf(persons).person, service, amount: 1 + random.below(2) }, by: lead });
  const actorOf = (organisation: unknown) => care.parties.find((one) => one.organisation === organisation) ?? lead;

  const move = ({ id, last, facts }: Seen): Meant => {
    const command = random.oneOf(AFTER[last] ?? ['AssignOutcome']);
    const by = actorOf(BY_REQUESTER.includes(command) ? facts['requester'] : (facts['performer'] ?? facts['recipient']));
    if (command !== 'RecordDelivery') return { command, data: { referral: id, service, ...MORE[command] }, by };
    return { command, data: { person: facts['person'], referral: id, service: facts['service'], attendance: 'attended', where: 'home' }, by };
  };
  const moveOne = (): Meant => {
    const open = seenIn(events, 'referral').filter(({ last }) => last !== 'ReferralClosed');
    return open.length === 0 ? refer() : move(random.oneOf(open));
  };
  const propose = (): Meant => {
    const changes = [
      { type: 'capacity', service, capacity: [{ unit: 'places', amount: 1 + random.below(MOST_PLACES) }] },
      { type: 'capacity', service, capacity: [{ unit: 'places', amount: 1 + random.below(MOST_PLACES) }] },
      { type: 'performer', service, performer: random.oneOf(care.parties).organisation },
      { type: 'suspension', service, reason: 'Flood' },
      { type: 'resumption', service },
      { type: 'resumption', service },
      ...(random.next() < CLOSES ? [{ type: 'closure', service, reason: 'Over' }] : []),
    ];
    return { command: 'OpenDecision', data: { pact: care.pact, change: random.oneOf(changes) }, by: lead };
  };
  const say = (): Meant => {
    const open = seenIn(events, 'decision').filter(({ last }) => last === 'DecisionOpened' || last === 'PositionTaken');
    if (open.length === 0) return propose();
    const position = random.next() < AGREES ? { position: 'agree' } : { position: 'object', reason: 'Who pays?' };
    return { command: 'TakePosition', data: { decision: random.oneOf(open).id, ...position }, by: party };
  };
  const answer = (): Meant => {
    const offered = seenIn(events, 'transfer').filter(({ last }) => last === 'TransferOffered' || last === 'StepInOffered');
    if (offered.length === 0) return { command: 'OfferTransfer', data: { service, to: random.oneOf(care.parties).organisation, reason: 'Illness' }, by: party };
    const { id, facts } = random.oneOf(offered);
    const isYes = random.next() < TAKES_OVER;
    return { command: isYes ? 'AcceptTransfer' : 'DeclineTransfer', data: { transfer: id, ...(isYes ? {} : { reason: 'terms' }) }, by: actorOf(facts['to']) };
  };
  const rest = (): Meant => {
    const { organisation } = party;
    const own = { data: { pact: care.pact, organisation }, by: party };
    return random.oneOf<Meant>([
      { command: 'SuspendParticipation', ...own, data: { ...own.data, reason: 'Staff is ill.' } },
      { command: 'ResumeParticipation', ...own },
      { command: 'ResumeParticipation', ...own },
      { command: 'SuspendServiceUrgently', data: { service, reason: 'danger' }, by: party },
    ]);
  };
  const { plan, commitment, person } = line;
  const giveUp = (): Meant =>
    random.next() < CLOSES ? { command: 'WaiveCommitment', data: { plan, commitment, reason: 'not-needed' }, by: { actor: person } } : moveOne();
  return random.oneOf([refer, moveOne, moveOne, moveOne, moveOne, propose, say, say, say, answer, rest, giveUp])();
};

/** How likely a party says yes to a decision, and to a hand-over; and that somebody proposes what cannot be undone. */
const AGREES = 0.85;
const TAKES_OVER = 0.6;
const CLOSES = 0.25;
