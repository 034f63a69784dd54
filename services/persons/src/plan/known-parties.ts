import { categoryOf, type Fact, type PartyId, Rejection } from '@patto/contracts';
import type { FactsInForce } from '@patto/event-store/pure';
import type { Schedule } from '@patto/contracts/persons';
import type { Plan } from './plan.ts';
import { fallsOn } from './schedule.ts';

type Known = Fact<'organisation'> | Fact<'support'> | Fact<'delegation'>;

/** What shows that these may take part: organisations are registered, persons are in the network of one of the plan's persons. */
export const knownParties = (plan: Plan, parties: readonly PartyId[], facts: FactsInForce): readonly Known[] =>
  [...new Set(parties)]
    .filter((party) => !plan.subjects.some((subject) => subject === party))
    .flatMap((party): readonly Known[] => {
      if (categoryOf(party) === 'organisation') return facts.find('organisation', party).slice(0, 1);
      const support = plan.subjects.flatMap((subject) => facts.find('support', subject, party)).filter(({ is }) => is.supporter === party);
      const delegation = plan.subjects.flatMap((subject) => facts.find('delegation', subject, party)).filter(({ is }) => is.delegate === party);
      return [...support, ...delegation].slice(0, 1);
    });

const names = ({ is }: Known): string => {
  if ('delegate' in is) return is.delegate;
  return 'supporter' in is ? is.supporter : is.organisation;
};

/** @throws Rejection `unknown-party`, `holder-not-in-network` */
export const mustBeKnown = (plan: Plan, parties: readonly PartyId[], known: readonly Known[]): void => {
  for (const party of parties) {
    if (plan.subjects.some((subject) => subject === party) || known.some((fact) => names(fact) === party)) continue;
    if (categoryOf(party) === 'organisation') throw new Rejection('unknown-party', 'This organisation is not registered.');
    throw new Rejection('holder-not-in-network', 'This person neither supports the person of the plan nor acts for them.');
  }
};

/** A supporter takes on nothing on days that they did not accept. @throws Rejection `not-on-their-days` */
export const mustBeOnTheirDays = (schedule: Schedule, parties: readonly PartyId[], known: readonly Known[]): void => {
  for (const { is } of known) {
    const days = 'supporter' in is && parties.some((party) => party === is.supporter) ? (is.days ?? []) : [];
    if (days.length > 0 && !fallsOn(schedule, days)) throw new Rejection('not-on-their-days', 'The supporter cannot on these days.', ['/schedule']);
  }
};
