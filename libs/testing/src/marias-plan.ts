import {
  CommitmentAccepted,
  CommitmentMade,
  GoalSet,
  OptionChosen,
  OptionOffered,
  PlanAgreed,
  PlanOpened,
  PlanProposed,
  PlanSigned,
  type Schedule,
} from '@patto/contracts/persons';
import { type Decided, event } from '@patto/event-store/pure';
import { fact, named } from './given.ts';
import { anna, asl, comune, filo, maria, piero, sara } from './valcurta.ts';

/** Maria's plan as the story tells it, event by event, so that a situation is a list of these. */
export const mariasPlan = named('plan', 1);
/** To the Thursday market again. */
export const market = named('goal', 1);
export const homeCare = named('option', 1);
export const dayCentre = named('option', 2);
export const exercises = named('commitment', 1);
export const physiotherapy = named('commitment', 2);
export const meals = named('commitment', 3);
export const walks = named('commitment', 4);

export const planOpened = event(PlanOpened, { subjects: [maria], organisation: comune });
export const marketWished = event(GoalSet, { goal: market, whose: maria, words: 'To the Thursday market again.' });
export const homeCareOffered = event(OptionOffered, {
  option: homeCare,
  goal: market,
  category: 'home-care',
  holder: comune,
  performer: filo,
  costs: [{ payer: comune, minorUnits: 42_000, currency: 'EUR', per: 'month' }],
});
export const dayCentreOffered = event(OptionOffered, { option: dayCentre, goal: market, category: 'day-centre', holder: filo, performer: filo, costs: [] });
export const homeCareChosen = event(OptionChosen, { option: homeCare, goal: market });

/** Once, on the Sunday after the tests' now, with two hours of tolerance. */
export const onSunday: Schedule = { dueAt: '2027-03-07T12:00:00.000Z', tolerance: 'PT2H' };
/** From that Sunday on, week by week. */
export const everySunday: Schedule = { ...onSunday, every: 'P7D' };

type Line = Pick<CommitmentMade, 'commitment' | 'holder' | 'counterpart' | 'side' | 'words'> & Partial<CommitmentMade>;
const line = (rest: Line): Decided =>
  event(CommitmentMade, { goal: market, performer: rest.holder, about: maria, schedule: everySunday, evidence: 'none', ...rest });

export const exercisesMade = line({ commitment: exercises, holder: maria, counterpart: asl, side: 'person', words: 'My exercises.' });
export const physiotherapyMade = line({
  commitment: physiotherapy,
  holder: asl,
  counterpart: maria,
  side: 'service',
  pairedWith: exercises,
  schedule: onSunday,
  words: 'Physiotherapy.',
});
export const mealsMade = line({ commitment: meals, holder: anna, counterpart: maria, side: 'network', words: 'Sunday meals.' });
export const walksMade = line({ commitment: walks, holder: piero, counterpart: maria, side: 'network', words: 'Walks to the square.' });

/** Acceptance of a line whose one event stands at this place of the situation, from 0. */
export const accepted = (commitment: typeof meals, place: number): Decided => event(CommitmentAccepted, { commitment, shown: [`event-${place}`] });
export const proposedAt = (revision: number): Decided => event(PlanProposed, { revision });
export const signedByMaria = (revision: number): Decided => event(PlanSigned, { as: 'person', person: maria, revision, awaits: [] });
export const signedBySara = (revision: number): Decided => event(PlanSigned, { as: 'case-manager', revision, awaits: [] });

const SUNDAY = { number: 1, dueAt: '2027-03-07T12:00:00.000Z', breachAt: '2027-03-07T14:00:00.000Z' };
/** The first Sunday of each line, with the obligation that it is. */
export const first = (obligation: number) => ({ obligation: named('obligation', obligation), ...SUNDAY });
/** A later Sunday: the second is 2. */
export const sunday = (number: number, obligation: number) => {
  const moved = (at: string) => new Date(Date.parse(at) + (number - 1) * 7 * 86_400_000).toISOString();
  return { obligation: named('obligation', obligation), number, dueAt: moved(SUNDAY.dueAt), breachAt: moved(SUNDAY.breachAt) };
};

const agreedLine = (commitment: typeof meals, holder: typeof anna | typeof asl, counterpart: typeof anna | typeof asl, obligation: number) => ({
  ...first(obligation),
  commitment,
  holder,
  performer: holder,
  counterpart,
  subjects: [maria],
  basis: 'public-task' as const,
});
/** The agreement on Anna's meals alone. */
export const mealsAgreed = (revision: number, obligation: number): Decided =>
  event(PlanAgreed, { revision, organisation: comune, lines: [agreedLine(meals, anna, maria, obligation)] });
/** The agreement on Maria's exercises and the physiotherapy beside them. */
export const exercisesAgreed = (revision: number): Decided =>
  event(PlanAgreed, { revision, organisation: comune, lines: [agreedLine(exercises, maria, asl, 1), agreedLine(physiotherapy, asl, maria, 2)] });

/** What stands in the log around the plan. */
export const comuneInCharge = fact('charge', { person: maria, organisation: comune, caseManager: sara });
export const pieroSupports = fact('support', { person: maria, supporter: piero }, named('network', 1));
/** Anna may do for Maria what is named. */
export const annaMay = (...acts: readonly string[]) =>
  fact('delegation', { person: maria, delegate: anna, basis: 'delegation', acts, exercise: 'instead' }, named('network', 1));
export const registered = [comune, asl, filo].map((organisation) => fact('organisation', { organisation, sector: 'public-body' }, organisation));
