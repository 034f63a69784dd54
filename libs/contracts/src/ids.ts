import { IsArray, Matches } from 'class-validator';

/**
 * An id is `<category>-<uuid>`; for what has a stream of its own it is also the stream's name.
 * The template type keeps the compiler from taking a person for a plan.
 */
export type Id<Category extends string> = `${Category}-${string}`;

export type PersonId = Id<'person'>;
export type OperatorId = Id<'operator'>;
export type SystemId = Id<'system'>;
export type OrganisationId = Id<'organisation'>;
/** Whoever holds a one-time link that was issued to an organisation. */
export type LinkId = Id<'link'>;
/** Whoever may act: a person, an operator of an organisation, the holder of a one-time link, a service of ours. */
export type ActorId = PersonId | OperatorId | LinkId | SystemId;
/** Whoever may owe something or be owed it. */
export type PartyId = PersonId | OrganisationId;

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

/** The pattern of an id of one of these categories. */
export const idPattern = (...categories: string[]): string => `^(${categories.join('|')})-${UUID}$`;

const ANY_ID = new RegExp(idPattern('[a-z][a-z-]*'));
const ANY_UUID = new RegExp(`^${UUID}$`);

/** Whether this is an id of any category. */
export const isId = (value: unknown): value is Id<string> => typeof value === 'string' && ANY_ID.test(value);

/** Whether this is a uuid as ours are written, in small letters. */
export const isUuid = (value: string): boolean => ANY_UUID.test(value);

/** The category of an id: `plan` for `plan-0199…`. */
export const categoryOf = (id: string): string => id.slice(0, -37);

/** The uuid of an id. */
export const uuidOf = (id: string): string => id.slice(-36);

/** A field that holds an id of one of these categories. */
export const IsId = (...categories: string[]): PropertyDecorator => Matches(new RegExp(idPattern(...categories))) as PropertyDecorator;

/** A field that holds a list of ids of one of these categories; bound its size with `@ArrayMaxSize`. */
export const AreIds = (...categories: string[]): PropertyDecorator => {
  const isArray = IsArray() as PropertyDecorator;
  const matches = Matches(new RegExp(idPattern(...categories)), { each: true }) as PropertyDecorator;
  return (target, key) => {
    isArray(target, key);
    matches(target, key);
  };
};
