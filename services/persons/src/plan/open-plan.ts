import { AreIds, type PersonId, Rejection } from '@patto/contracts';
import { MOST_SUBJECTS, PlanOpened } from '@patto/contracts/persons';
import { decides, event } from '@patto/event-store/pure';
import { ArrayMaxSize, ArrayMinSize } from 'class-validator';
import { plan } from './plan.ts';

/** The body in charge of a person, or of all persons of a household, opens a plan with them. */
export class OpenPlan {
  @AreIds('person') @ArrayMinSize(1) @ArrayMaxSize(MOST_SUBJECTS) readonly subjects!: PersonId[];
}

export const openPlan = decides(
  plan,
  OpenPlan,
  {
    stream: 'new',
    relies: ({ subjects }, facts, { by: { organisation } }) => ({
      charges: organisation ? [...new Set(subjects)].flatMap((subject) => facts.find('charge', subject, organisation).slice(0, 1)) : [],
    }),
  },
  (_, command, { by: { organisation }, relied }) => {
    const subjects = [...new Set(command.subjects)];
    const isInCharge = subjects.every((subject) => relied.charges.some(({ is }) => is.person === subject));
    if (!organisation || !isInCharge) throw new Rejection('not-a-recipient', 'Your organisation has not taken charge of these persons.', ['/subjects']);

    return [event(PlanOpened, { subjects, organisation })];
  },
);
