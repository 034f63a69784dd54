import { type By, type PersonId, Rejection } from '@patto/contracts';
import type { Plan } from './plan.ts';
import { type Standing, speakingIn } from './standing.ts';

/**
 * The person for whom the caller reshapes the plan: the one who speaks, or of whom the case manager has charge.
 * @throws Rejection `not-a-recipient`, `plan-closed`, `not-the-case-manager`
 */
export const reshapingFor = (plan: Plan, { by, relied }: { readonly by: By; readonly relied: Standing }): PersonId => {
  const speaking = speakingIn(plan, 'shape-plan', { by, relied });
  if ('person' in speaking) return speaking.person;
  const managed = relied.charges.find(({ is }) => is.caseManager === by.actor);
  if (!managed) throw new Rejection('not-the-case-manager', 'The person or the case manager reshapes the plan.');
  return managed.is.person as PersonId;
};
