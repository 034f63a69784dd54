import { createRequire } from 'node:module';
import { type Facts, IsId, personalFields } from '@patto/contracts';
import type { Stored } from '@patto/read-models';
import { Type } from 'class-transformer';
import { getMetadataStorage, IsInt, IsOptional, Min } from 'class-validator';

/** A class that declares what an answer holds, as classes declare events and commands. Nobody makes an instance: it is the type and its schema. */
export type AnswerClass<View = object> = (new () => View) & { readonly name: string };

/** What classes are called that only lend their members: they have no schema of their own. */
export const NAMELESS = '';

type Nested = { readonly typeFunction: () => AnswerClass };
const { defaultMetadataStorage } = createRequire(import.meta.url)('class-transformer/cjs/storage.js') as {
  defaultMetadataStorage: { findTypeMetadata(target: unknown, member: string): Nested | undefined };
};

const membersOf = (declared: AnswerClass) => getMetadataStorage().getTargetValidationMetadatas(declared, '', true, false);

const copyMembers = (from: AnswerClass, to: AnswerClass, keep: (member: string) => boolean): void => {
  for (const member of membersOf(from)) {
    const { target, propertyName } = member;
    if (!keep(propertyName)) continue;
    getMetadataStorage().addValidationMetadata({ ...member, target: to });
    const nested = defaultMetadataStorage.findTypeMetadata(target, propertyName);
    if (nested) Type(() => nested.typeFunction())(to.prototype as object, propertyName);
  }
};

const views = new Set<() => AnswerClass>();

/** Remembers a class that an answer holds. */
export const remember = (view: () => AnswerClass): void => {
  views.add(view);
};

/** Gives each remembered class that says nothing itself and only extends another the members of that one, and so a schema under its own name. */
export const nameViews = (): void => {
  for (const known of views) {
    const view = known();
    if (membersOf(view).every(({ target }) => target !== view)) copyMembers(view, view, () => true);
  }
};

/** A nameless class, to be extended, with these members of another. What an event says of a person in their own words is never among them. */
const taken = (declared: AnswerClass, keep: (member: string) => boolean): AnswerClass => {
  const made = class {};
  Object.defineProperty(made, 'name', { value: NAMELESS });
  const personal = personalFields(declared).map(({ field }) => field);
  copyMembers(declared, made, (member) => keep(member) && !personal.includes(member));
  return made;
};

/** The facts of an event, or the members of a view, less these: to be extended where an answer spreads them. */
export const less = <View extends object, Member extends keyof Facts<View> = never>(
  declared: AnswerClass<View>,
  ...members: readonly Member[]
): AnswerClass<Omit<Facts<View>, Member>> => taken(declared, (member) => !members.some((one) => one === member)) as never;

/** These facts of an event, or members of a view, and no others. */
export const only = <View extends object, Member extends keyof Facts<View>>(
  declared: AnswerClass<View>,
  ...members: readonly Member[]
): AnswerClass<Pick<Facts<View>, Member>> => taken(declared, (member) => members.some((one) => one === member)) as never;

/** The same facts or members, where these may be missing. */
export const perhaps = <View extends object, Member extends keyof Facts<View> & string>(
  declared: AnswerClass<View>,
  ...members: readonly Member[]
): AnswerClass<Omit<Facts<View>, Member> & Partial<Pick<Facts<View>, Member>>> => {
  const made = taken(declared, () => true);
  for (const member of members) IsOptional()(made.prototype as object, member);
  return made as never;
};

/** A document as its readers get it: with the id that it is found by, and the last revision of the stream whose id that is. */
export const stored = <View extends object>(document: AnswerClass<View>, ...categories: readonly string[]): AnswerClass<Stored<View>> => {
  const made = taken(document, () => true);
  const prototype = made.prototype as object;
  IsId(...categories)(prototype, 'id');
  for (const decorate of [IsOptional(), IsInt(), Min(1)]) decorate(prototype, 'revision');
  return made as never;
};
