import { type Asking, answers } from '@patto/access';
import { type Id, IsId } from '@patto/contracts';
import type { PersonAct } from '@patto/contracts/persons';
import { AwaitedActView, awaitedActs } from './awaited-acts.ts';
import { isShown, ownPart, refuseUnless } from './may-read.ts';

/** One act that waits, with what it says: to the person, to whoever it waits for or who brought it, and to the body in charge. */
export class AwaitedActById {
  @IsId('act') readonly act!: Id<'act'>;
}

/** It waits for them, or they brought it. */
const isOwn = ({ awaits, actor, person }: AwaitedActView, ask: Asking): boolean =>
  (actor === ask.by.actor || awaits.some((one) => one === ask.by.actor)) && ownPart(ask, person);

export const awaitedActById = answers(AwaitedActById, { purpose: 'care', dataCategories: ['act'], answer: AwaitedActView }, async ({ act }, ask) => {
  const view = await ask.one(awaitedActs, act);
  refuseUnless(view !== undefined && (isShown(view.person, ask, [view.kind as PersonAct]) || isOwn(view, ask)));
  return view;
});
