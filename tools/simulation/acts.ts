import type { By, Id } from '@patto/contracts';
import type { Done, Recorded } from '@patto/event-store';
import type { Chances } from './chances.ts';
import type { Deployment } from './deployment.ts';
import { comanagementAct } from './comanagement-acts.ts';
import { AREA, type District, dossierOf } from './district.ts';

/** Few, so that plans want the same and answers reach several of them. */
const CATEGORIES = ['transport', 'meals', 'night-care'];

/** One act of the district, sent until it is answered. */
export interface Sent {
  readonly command: string;
  readonly data: object;
  readonly by: By;
  readonly commandId: string;
}

/** An act that was acknowledged. */
export interface Acknowledged extends Sent {
  readonly done: Done;
}

/** What the next act follows from. */
export interface Before {
  /** Everything that was recorded so far. */
  readonly events: readonly Recorded[];
  /** The needs that were reported so far. */
  readonly needs: readonly Id<'need'>[];
}

/** Something that the district does: about what is run together, or about the needs of persons. */
export const nextAct = (deployment: Deployment, district: District, { events, needs }: Before, random: Chances, commandId: string): Sent =>
  random.next() < RUN_TOGETHER ? { ...comanagementAct(district, events, random), commandId } : needsAct(deployment, district, needs, random, commandId);

/** How likely an act is about what is run together. */
const RUN_TOGETHER = 0.6;

/** A plan cannot have what it wants, the body answers a need of many, a person reports one, the body takes charge. */
const needsAct = (deployment: Deployment, { operator, persons }: District, needs: readonly Id<'need'>[], random: Chances, commandId: string): Sent => {
  const { person, plan } = random.oneOf(persons);
  const category = random.oneOf(CATEGORIES);
  const need = needs[random.below(needs.length)] ?? persons[0]?.need;
  const acts = [
    { command: 'ReportOptionUnavailable', data: { plan, category, area: AREA, reason: 'no-capacity' } },
    { command: 'ReportOptionUnavailable', data: { plan, category, area: AREA, reason: 'no-transport' } },
    { command: 'AnswerNeed', data: { dossier: dossierOf(deployment, category), answer: `call-${commandId}`, explanation: 'Drivers were found.' } },
    { command: 'ReportNeed', data: { person, category, area: AREA, desk: operator.organisation } },
    { command: 'TakeCharge', data: { person, need } },
  ];
  return { ...random.oneOf(acts), by: operator, commandId };
};
