import type { Id } from '@patto/contracts';
import type { Done } from '@patto/event-store';
import type { Chances } from './chances.ts';
import type { Deployment } from './deployment.ts';
import { AREA, type District, dossierOf } from './district.ts';

/** Few, so that plans want the same and answers reach several of them. */
const CATEGORIES = ['transport', 'meals', 'night-care'];

/** One act of the district, sent until it is answered. */
export interface Sent {
  readonly command: string;
  readonly data: object;
  readonly commandId: string;
}

/** An act that was acknowledged. */
export interface Acknowledged extends Sent {
  readonly done: Done;
}

/**
 * Something that the district does: a plan cannot have what it wants, the body answers a need of many, a person reports one, the body takes charge.
 * @param needs those that were reported so far
 */
export const nextAct = (deployment: Deployment, { operator, persons }: District, needs: readonly Id<'need'>[], random: Chances, commandId: string): Sent => {
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
  return { ...random.oneOf(acts), commandId };
};
