import { describe, expect, it } from '@jest/globals';
import { NeedAnswered, NeedCorroborated, NeedSignalled, UnmetNeedRecorded } from '@patto/contracts/partnerships';
import { event } from '@patto/event-store/pure';
import {
  bySystem,
  byOperator,
  byPerson,
  comune,
  elena,
  fact,
  filo,
  folded,
  franca,
  given,
  maria,
  named,
  passi,
  registrations,
  sara,
  spi,
} from '@patto/testing';
import { answerNeed } from './answer-need.ts';
import { dossier as need } from './dossier.ts';
import { recordUnmetNeed } from './record-unmet-need.ts';
import { signalNeed } from './signal-need.ts';

const dossier = named('dossier', 1);
const transport = { category: 'transport', area: 'valcurta' };
const unmet = event(UnmetNeedRecorded, { ...transport, reason: 'no-transport' });
const signalled = event(NeedSignalled, { ...transport, organisation: spi, sector: 'representative-body' });
const alsoSeenBy = (organisation: typeof filo) => event(NeedCorroborated, { organisation, sector: 'third-sector' });

describe('an unmet need', () => {
  it('is a category, an area and a reason, and nothing of whoever had it', () =>
    given([], dossier)
      .when(recordUnmetNeed, { ...transport, reason: 'no-transport' }, bySystem())
      .then([unmet]));

  it('counts each time', () => {
    given([unmet], dossier)
      .when(recordUnmetNeed, { ...transport, reason: 'no-transport' }, bySystem())
      .then([unmet]);
    expect(folded(need, [unmet, unmet], bySystem().by).unmet).toBe(2);
  });
});

describe('signalling a need', () => {
  const valley = (past: Parameters<typeof given>[0]) => given(past, dossier).with(...registrations);

  it('is done by an organisation, whose sector goes with it', () => {
    valley([]).when(signalNeed, transport, byOperator(elena, spi)).then([signalled]);
    valley([unmet]).when(signalNeed, transport, byOperator(elena, spi)).then([signalled]);
  });

  it('corroborates it when another has signalled it before', () =>
    valley([signalled])
      .when(signalNeed, transport, byOperator(franca, filo))
      .then([alsoSeenBy(filo)]));

  it('counts sectors and not organisations', () => {
    const seen = folded(need, [signalled, alsoSeenBy(filo), alsoSeenBy(passi)], byOperator(sara, comune).by);
    expect(seen.sectors).toEqual(['representative-body', 'third-sector']);
    expect(seen.seenBy).toEqual([spi, filo, passi]);
  });

  it('changes nothing a second time by the same', () => {
    valley([signalled]).when(signalNeed, transport, byOperator(elena, spi)).changesNothing();
    valley([signalled, alsoSeenBy(filo)])
      .when(signalNeed, transport, byOperator(franca, filo))
      .changesNothing();
  });

  it('is not a person’s own act, who reports a need of theirs instead', () =>
    valley([]).when(signalNeed, transport, byPerson(maria)).isRejected('not-your-organisation'));
});

describe('answering a need', () => {
  const pact = named('pact', 1);
  const active = fact('participation', { pact, organisation: passi, role: 'contributor' }, pact);
  const byPact = { dossier, answer: pact, explanation: 'Passi drives on Thursdays.' };
  const byCall = { dossier, answer: named('call', 1), explanation: 'Drivers were found by a call.' };
  const answered = (answer: { answer: typeof pact | typeof byCall.answer; explanation: string }) =>
    event(NeedAnswered, { ...transport, answer: answer.answer, explanation: answer.explanation });
  const valley = (past: Parameters<typeof given>[0]) => given(past, dossier).with(...registrations, active);

  it('names what answers it: an active pact, a service, a call', () => {
    valley([unmet])
      .when(answerNeed, byPact, byOperator(sara, comune))
      .then([answered(byPact)]);
    valley([signalled])
      .when(answerNeed, byCall, byOperator(sara, comune))
      .then([answered(byCall)]);
  });

  it('is not done by a pact that is not active', () =>
    given([unmet], dossier)
      .with(...registrations)
      .when(answerNeed, byPact, byOperator(sara, comune))
      .isRejected('pact-over'));

  it('is said by a public body', () => valley([unmet]).when(answerNeed, byPact, byOperator(franca, filo)).isRejected('not-a-public-body'));

  it('needs somebody who had it', () => valley([]).when(answerNeed, byPact, byOperator(sara, comune)).isRejected('need-not-known'));

  it('is said once of one answer, and again of another', () => {
    valley([unmet, answered(byPact)])
      .when(answerNeed, byPact, byOperator(sara, comune))
      .changesNothing();
    valley([unmet, answered(byPact)])
      .when(answerNeed, byCall, byOperator(sara, comune))
      .then([answered(byCall)]);
  });
});
