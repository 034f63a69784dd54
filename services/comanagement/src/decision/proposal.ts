import { type Instant, instant, Rejection } from '@patto/contracts';
import type { ProposedChange } from '@patto/contracts/comanagement';
import { type DecisionRule, type DecisionType, runningService } from '@patto/contracts/partnerships';
import type { FactsInForce } from '@patto/event-store/pure';
import type { PactInForce } from './parties.ts';

/** What a change of each type consists of; a reason may stand in any. Budgets are not decided here yet, so nothing makes one. */
const MEMBERS: { readonly [type in DecisionType]: readonly (keyof ProposedChange)[] | undefined } = {
  establishment: ['terms'],
  capacity: ['service', 'capacity'],
  schedule: ['service', 'schedule'],
  performer: ['service', 'performer'],
  suspension: ['service', 'reason'],
  resumption: ['service'],
  closure: ['service', 'reason'],
  admission: ['organisation', 'role'],
  conclusion: ['reason'],
  budget: undefined,
};
/** Only a service that runs can change so; one that rests can still be closed, or run again. */
const OF_A_RUNNING_SERVICE: readonly DecisionType[] = ['capacity', 'schedule', 'performer'];

/** The service that is to change, and the places in it that are taken now where there is to be more or less of it. */
export const aboutService = (facts: FactsInForce, { service, capacity }: ProposedChange) => ({
  service: runningService(facts, service),
  taken: service && capacity ? facts.find('place', service).filter(({ is }) => is.service === service) : [],
});
type AboutService = ReturnType<typeof aboutService>;

const amountOf = (unit: string, places: readonly { readonly unit: string; readonly amount: number }[] = []): number =>
  places.reduce((sum, place) => sum + (place.unit === unit ? place.amount : 0), 0);

/** The parties decide within so long where the proposer says nothing else. */
const USUAL_DAYS = 14;
/** Whoever has not decided within a year has to be asked anew. */
const MOST_DAYS = 366;
const DAY_MS = 24 * 3_600_000;

/** @throws Rejection `change-incomplete`, `not-of-this-pact`, `capacity-below-taken`, `takes-no-part` */
export const refuseUnlikelyChange = (change: ProposedChange, pact: string, { participations, service, taken }: PactInForce & AboutService): void => {
  const needed = MEMBERS[change.type];
  const given = (Object.keys(change) as (keyof ProposedChange)[]).filter((member) => change[member] !== undefined);
  const fits = needed?.every((member) => given.includes(member)) && given.every((member) => ['type', 'reason', ...needed].includes(member));
  if (!fits) throw new Rejection('change-incomplete', 'The proposal says too little or too much for a change of this type.', ['/change']);
  if (service ? service.is.pact !== pact : OF_A_RUNNING_SERVICE.includes(change.type)) {
    throw new Rejection('not-of-this-pact', 'This service does not run under the pact now.', ['/change/service']);
  }
  if (
    change.capacity &&
    taken.some(
      ({ is }) =>
        amountOf(is.unit, change.capacity) <
        amountOf(
          is.unit,
          taken.map((place) => place.is),
        ),
    )
  ) {
    throw new Rejection('capacity-below-taken', 'More places are taken than this capacity has.', ['/change/capacity']);
  }
  const named = [change.performer, change.terms?.performer, change.terms?.accountable].filter((one) => one !== undefined);
  if (!named.every((one) => participations.some(({ is }) => is.organisation === one))) {
    throw new Rejection('takes-no-part', 'Who answers for a service and who carries it out take part in its pact.', ['/change']);
  }
};

/** When the decision is counted at the latest. @throws Rejection `deadline-too-soon` */
export const deadlineOf = (wanted: Instant | undefined, { rule, days }: DecisionRule, now: Instant): Instant => {
  const after = (number: number) => new Date(Date.parse(now) + number * DAY_MS).toISOString();
  const earliest = rule === 'consent' ? after(days ?? USUAL_DAYS) : now;
  const deadline = wanted === undefined ? after(rule === 'consent' ? (days ?? USUAL_DAYS) : USUAL_DAYS) : instant(wanted);
  if (deadline < earliest || deadline <= now || deadline > after(MOST_DAYS)) {
    throw new Rejection('deadline-too-soon', 'The deadline leaves the parties less than their pact gives them, or more than a year.', ['/deadline']);
  }
  return deadline;
};
