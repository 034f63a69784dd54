import { describe, expect, it } from '@jest/globals';
import { BreachAnnulled, CommitmentBreached, CommitmentFulfilled, CommitmentMade, FulfilmentConfirmed, FulfilmentContested } from '@patto/contracts/persons';
import { type Decided, event } from '@patto/event-store/pure';
import {
  anna,
  annaMay,
  asl,
  byDelegate,
  byOperator,
  byPerson,
  bySystem,
  comune,
  comuneInCharge,
  exercises,
  exercisesAgreed,
  exercisesMade,
  first,
} from '@patto/testing';
import { gino, given, maria, mariasPlan as plan, marketWished, meals, mealsAgreed, mealsMade, named, physiotherapy, physiotherapyMade } from '@patto/testing';
import { piero, planOpened, sara, sunday } from '@patto/testing';
import { breachCommitment, commitmentsDue } from './breach-commitment.ts';
import { confirmFulfilment } from './confirm-fulfilment.ts';
import { contestFulfilment } from './contest-fulfilment.ts';
import { fulfilCommitment } from './fulfil-commitment.ts';

const bySara = byOperator(sara, comune);
const byGino = byOperator(gino, asl);
const atNoon = '2027-03-07T12:00:00.000Z';
const after = '2027-03-08T09:00:00.000Z';
const between = (holder: typeof anna | typeof asl, counterpart: typeof anna | typeof asl) => ({ holder, performer: holder, counterpart, about: maria });
const mealsOf = { commitment: meals, ...between(anna, maria) };
const therapyOf = { commitment: physiotherapy, ...between(asl, maria) };
const agreed = [planOpened, marketWished, mealsMade, mealsAgreed(4, 1)];
const both = [planOpened, marketWished, exercisesMade, physiotherapyMade, exercisesAgreed(5)];
const done = { dueAt: atNoon, late: false, overdue: false };
const fulfilled = event(CommitmentFulfilled, { ...mealsOf, obligation: named('obligation', 1), ...done, next: [sunday(2, 401)] });
const report = { plan, commitment: meals };
const breached = event(CommitmentBreached, {
  ...mealsOf,
  obligation: named('obligation', 1),
  dueAt: atNoon,
  breachAt: first(1).breachAt,
  next: [sunday(2, 401)],
});
const mondayBack = (now: string, happenedAt: string) => ({ ...byPerson(anna, now), happenedAt });

describe('fulfilling a commitment', () => {
  it('is reported by Anna; next Sunday is owed from then on', () =>
    given(agreed, plan).when(fulfilCommitment, report, byPerson(anna, atNoon)).then([fulfilled]));

  it('once done, what is owed once is owed no more', () =>
    given(both, plan)
      .when(fulfilCommitment, { plan, commitment: physiotherapy }, byOperator(gino, asl, atNoon))
      .then([event(CommitmentFulfilled, { ...therapyOf, obligation: named('obligation', 2), ...done, next: [] })]));

  it('reported twice for one date counts once', () => {
    given([...agreed, fulfilled], plan)
      .when(fulfilCommitment, { ...report, obligation: named('obligation', 1) }, byPerson(anna, atNoon))
      .changesNothing();
    given([...agreed, fulfilled], plan)
      .when(fulfilCommitment, report, byPerson(anna, atNoon))
      .isRejected('not-due');
  });

  it('is not reported by others, nor by her on the other side', () => {
    given(agreed, plan).when(fulfilCommitment, report, byPerson(piero)).isRejected('not-a-recipient');
    given(agreed, plan).when(fulfilCommitment, report, byPerson(maria)).isRejected('not-a-recipient');
    const owedToAnna = event(CommitmentMade, { ...(exercisesMade.data as CommitmentMade), counterpart: anna });
    given([planOpened, marketWished, owedToAnna], plan)
      .with(annaMay('report-fulfilment'))
      .when(fulfilCommitment, { plan, commitment: exercises }, byDelegate(anna, maria))
      .isRejected('own-obligation');
  });

  it('needs a commitment that is in force and a date that is owed', () => {
    given([planOpened, marketWished, mealsMade], plan).when(fulfilCommitment, report, byPerson(anna)).isRejected('not-in-force');
    given(agreed, plan)
      .when(fulfilCommitment, { ...report, obligation: named('obligation', 9) }, byPerson(anna))
      .isRejected('not-owed');
  });

  it('shows the evidence that was asked for', () => {
    const shown = event(CommitmentMade, { ...(mealsMade.data as CommitmentMade), evidence: 'document' });
    const past = [planOpened, marketWished, shown, mealsAgreed(4, 1)];
    const evidence = { sha256: 'a'.repeat(64) };
    given(past, plan).when(fulfilCommitment, report, byPerson(anna, atNoon)).isRejected('evidence-missing');
    given(past, plan)
      .when(fulfilCommitment, { ...report, evidence: { event: 'event-1' } }, byPerson(anna, atNoon))
      .isRejected('evidence-missing');
    given(past, plan)
      .when(fulfilCommitment, { ...report, evidence }, byPerson(anna, atNoon))
      .then([event(CommitmentFulfilled, { ...(fulfilled.data as CommitmentFulfilled), evidence })]);
  });
});

describe('a date that passes', () => {
  const due = (commitment: typeof meals) => ({ plan, commitment, breachAt: first(1).breachAt });

  it('is breached after its tolerance, alike for Anna, for the ASL and for Maria', () => {
    given(agreed, plan).when(breachCommitment, due(meals), bySystem(after)).then([breached]);
    const date = { dueAt: atNoon, breachAt: first(1).breachAt };
    given(both, plan)
      .when(breachCommitment, due(physiotherapy), bySystem(after))
      .then([event(CommitmentBreached, { ...therapyOf, obligation: named('obligation', 2), ...date, next: [] })]);
    given(both, plan)
      .when(breachCommitment, due(exercises), bySystem(after))
      .then([
        event(CommitmentBreached, { commitment: exercises, ...between(maria, asl), obligation: named('obligation', 1), ...date, next: [sunday(2, 501)] }),
      ]);
  });

  it('is not breached within its tolerance', () =>
    given(agreed, plan).when(breachCommitment, due(meals), bySystem('2027-03-07T13:59:59.999Z')).isRejected('not-due'));

  it('is breached once, and not where it was done', () => {
    given([...agreed, breached], plan)
      .when(breachCommitment, due(meals), bySystem(after))
      .changesNothing();
    given([...agreed, fulfilled], plan)
      .when(breachCommitment, due(meals), bySystem(after))
      .changesNothing();
  });

  it('was no breach where it was done in time and only written down late', () =>
    given([...agreed, breached], plan)
      .when(fulfilCommitment, { ...report, obligation: named('obligation', 1) }, mondayBack(after, '2027-03-07T13:00:00.000Z'))
      .then([
        event(BreachAnnulled, { commitment: meals, obligation: named('obligation', 1) }),
        event(CommitmentFulfilled, { ...mealsOf, obligation: named('obligation', 1), ...done, overdue: true, next: [] }),
      ]));

  it('stays a breach where it was done late', () =>
    given([...agreed, breached], plan)
      .when(fulfilCommitment, { ...report, obligation: named('obligation', 1) }, byPerson(anna, after))
      .then([event(CommitmentFulfilled, { ...mealsOf, obligation: named('obligation', 1), dueAt: atNoon, late: true, overdue: true, next: [] })]));

  it('counts as breached though nobody has said so yet', () =>
    given(agreed, plan)
      .when(fulfilCommitment, report, byPerson(anna, after))
      .then([breached, event(CommitmentFulfilled, { ...mealsOf, obligation: named('obligation', 1), dueAt: atNoon, late: true, overdue: true, next: [] })]));

  it('moves the due list only where the awaited date changes', () => {
    const about = { id: '', revision: 1, time: after, happenedAt: after, by: { actor: anna }, initiative: 'person', channel: 'self', stream: plan } as const;
    const changes = (one: Decided) => commitmentsDue.changes(one.class.name, one.data, about);
    expect(changes(fulfilled)).toEqual([{ key: meals, dueAt: sunday(2, 401).breachAt }]);
    expect(changes(breached)).toEqual([{ key: meals, dueAt: sunday(2, 401).breachAt }]);
    expect(changes(event(CommitmentFulfilled, { ...(fulfilled.data as CommitmentFulfilled), overdue: true, next: [] }))).toEqual([]);
  });
});

describe('the word of the one to whom it was owed', () => {
  const word = { plan, commitment: meals, obligation: named('obligation', 1) };
  const confirmed = event(FulfilmentConfirmed, { commitment: meals, obligation: named('obligation', 1) });
  const reported = given([...agreed, fulfilled], plan, { by: { actor: anna } });

  it('confirms it', () => reported.when(confirmFulfilment, word, byPerson(maria)).then([confirmed]));

  it('is not Anna’s for Maria, about her own meals', () =>
    reported.with(annaMay('confirm-fulfilment')).when(confirmFulfilment, word, byDelegate(anna, maria)).isRejected('own-obligation'));

  it('is not that of whoever reported it, in whatever role', () => {
    const exercised = event(CommitmentFulfilled, { commitment: exercises, ...between(maria, asl), obligation: named('obligation', 1), ...done, next: [] });
    given([...both, exercised], plan, { by: { actor: gino } })
      .when(confirmFulfilment, { ...word, commitment: exercises }, byGino)
      .isRejected('own-obligation');
  });

  it('is not Sara’s, nor given where nothing was reported', () => {
    reported.with(comuneInCharge).when(confirmFulfilment, word, bySara).isRejected('not-a-recipient');
    given(agreed, plan).when(confirmFulfilment, word, byPerson(maria)).isRejected('not-reported');
    given([...agreed, fulfilled, confirmed], plan, { by: { actor: anna } })
      .when(contestFulfilment, { ...word, reason: 'not-done' }, byPerson(maria))
      .isRejected('not-reported');
  });

  it('contests with a reason; then it is owed again, and can be done again', () => {
    const contested = event(FulfilmentContested, { commitment: meals, obligation: named('obligation', 1), about: maria, reason: 'not-done' });
    reported.when(contestFulfilment, { ...word, reason: 'not-done' }, byPerson(maria)).then([contested]);
    given([...agreed, fulfilled, contested], plan, { by: { actor: anna } })
      .when(fulfilCommitment, { ...report, obligation: named('obligation', 1) }, byPerson(anna, '2027-03-07T13:00:00.000Z'))
      .then([event(CommitmentFulfilled, { ...mealsOf, obligation: named('obligation', 1), ...done, overdue: true, next: [] })]);
  });
});
