import type { EventClass } from '@patto/contracts';
import { Type } from 'class-transformer';
import { ArrayMaxSize, Equals, IsArray, ValidateBy, ValidateNested } from 'class-validator';
import { type AnswerClass, remember } from './answer-class.ts';

/** So many of a thing one answer tells of at most: far above any document, and some megabytes. */
const MOST_TOLD = 10_000;

const all =
  (decorators: readonly PropertyDecorator[]): PropertyDecorator =>
  (target, key) => {
    for (const decorate of decorators) decorate(target, key);
  };

/** Nobody validates an answer in this way: only its schema is made from the rule. */
const ruleOfSchema = (name: string, constraints: unknown[]): PropertyDecorator =>
  ValidateBy({ name, constraints, validator: { validate: () => true } }) as PropertyDecorator;

/** A member of an answer that is itself declared by a class. */
export const IsView = (view: () => AnswerClass): PropertyDecorator => {
  remember(view);
  return all([ValidateNested() as PropertyDecorator, Type(view)]);
};

/** A member of an answer that is a list of what a class declares. */
export const AreViews = (view: () => AnswerClass, most = MOST_TOLD): PropertyDecorator => {
  remember(view);
  const each = ValidateNested({ each: true }) as PropertyDecorator;
  return all([IsArray() as PropertyDecorator, ArrayMaxSize(most) as PropertyDecorator, each, Type(view)]);
};

/** What `AreCounts` is called among the rules of a class. */
export const COUNTS = 'counts';

/** A member of an answer that says how many there are of each of some coded words. */
export const AreCounts = (): PropertyDecorator => ruleOfSchema(COUNTS, []);

/** What stands in an answer for content whose key was destroyed. */
export class Erased {
  @Equals(true) readonly erased!: true;
}

/** What stands in an answer for content that the policy does not let this asker see. */
export class Withheld {
  @Equals(true) readonly withheld!: true;
}

/** What `IsOpened` is called among the rules of a class; its constraints are the event's class and the member's name. */
export const OPENED = 'opened';

/**
 * A sealed part of an answer. Until the edge opens it, it is a `SealedPart`; who asked gets the content that the event had in this
 * member, or `Erased`, or `Withheld`.
 */
export const IsOpened = <Data>(event: EventClass<Data>, part: keyof Data & string): PropertyDecorator => ruleOfSchema(OPENED, [event, part]);

/** What `IsSealState` is called among the rules of a class. */
export const SEALED_SO = 'seal-state';

/** How far the evidence of an event reaches. Until the edge says it, it is a `StateAt`; who asked gets a `SealState`. */
export const IsSealState = (): PropertyDecorator => ruleOfSchema(SEALED_SO, []);
