import { IsView, SEAL_STATES, type SealState } from '@patto/access';
import {
  AreTexts,
  By,
  CHANNELS,
  type Channel,
  declarationOfType,
  declarations,
  type EventDeclaration,
  INITIATIVES,
  type Initiative,
  inASentence,
  type Instant,
  IsInstant,
  IsText,
  personalFields,
  standsIn,
} from '@patto/contracts';
import type { Recorded } from '@patto/event-store';
import { factsOf } from '@patto/read-models';
import { IsIn, IsInt, IsOptional, IsUUID, Min } from 'class-validator';
import { type Schema, SCHEMA_REFERENCE } from './declared-schemas.ts';

/** So many events of a history are told at once. */
export const MOST_EVENTS = 1_000;
/** An act rests on some facts: affiliation, mandates, charges, delegations. */
const MOST_GROUNDS = 1_000;
const MOST_SEALED = 20;
const LONGEST_NAME = 200;
/** An event names some hundred things at most. */
const LONGEST_SENTENCE = 50_000;

/** An event as a history tells it, without its facts: who, for whom, under what; of personal content only that there is some. */
export class Happening {
  @IsUUID() readonly id!: string;
  @IsInt() @Min(0) readonly position!: number;
  @IsInt() @Min(1) readonly revision!: number;
  @IsText(LONGEST_NAME) readonly type!: string;
  @IsText(LONGEST_NAME) readonly name!: string;
  /** When it was recorded. */
  @IsInstant() readonly time!: Instant;
  @IsView(() => By) readonly by!: By;
  @IsIn(INITIATIVES) readonly initiative!: Initiative;
  @IsIn(CHANNELS) readonly channel!: Channel;
  @IsInstant() readonly happenedAt!: Instant;
  /** The facts that gave authority, as `affiliation-…@1`. */
  @AreTexts(MOST_GROUNDS, LONGEST_NAME) readonly basedOn!: readonly string[];
  @IsOptional() @IsText(LONGEST_NAME) readonly correlationId?: string;
  @IsOptional() @IsText(LONGEST_NAME) readonly causationId?: string;
  /** The personal members that it has. */
  @AreTexts(MOST_SEALED, LONGEST_NAME) readonly sealed!: readonly string[];
  /** The whole of it in English, from its declaration. */
  @IsText(LONGEST_SENTENCE) readonly sentence!: string;
  /** How far the evidence of it reaches. */
  @IsIn(SEAL_STATES) readonly state!: SealState;
}

/** With what it says by its own declaration. */
export interface HistoryItem extends Happening {
  readonly facts: object;
}

/** One recorded event, told. */
export const told = (recorded: Recorded, state: SealState): HistoryItem => {
  const { event, position, revision, type } = recorded;
  const { by, initiative, channel, happenedAt, basedOn, personal = [] } = event.data;
  const name = declarationOfType(type)?.name ?? type;
  const circumstances = { by, initiative, channel, happenedAt, basedOn, correlationId: event.correlationid, causationId: event.causationid };
  const facts = factsOf(recorded);
  const sentence = inASentence({ type, time: event.time, by, channel, happenedAt, facts });
  return { id: event.id, position, revision, type, name, time: event.time, ...circumstances, facts, sealed: personal.map(({ part }) => part), sentence, state };
};

/** The schema of the history of a stream of one category; undefined where no event is declared of it. */
export const historySchema = (category: string, schemas: Readonly<Record<string, Schema>>): Schema | undefined => {
  const ofCategory = declarations().filter((declaration) => declaration.category === category);
  const others = declarations().filter((one) => one.category !== category && ofCategory.some((place) => standsIn(one, place)));
  const events = [...ofCategory, ...others];
  const item = schemas['Happening'] as { readonly properties: Schema; readonly required: readonly string[] } | undefined;
  if (!item || events.length === 0) return undefined;
  const properties = {
    ...item.properties,
    type: { type: 'string', enum: events.map(({ type }) => type) },
    name: { type: 'string', enum: events.map(({ name }) => name) },
    facts: { anyOf: events.map((declaration) => factsSchema(declaration, schemas)) },
  };
  return {
    type: 'object',
    required: ['items'],
    properties: { items: { type: 'array', maxItems: MOST_EVENTS, items: { ...item, required: [...item.required, 'facts'], properties } } },
    additionalProperties: false,
  };
};

/** What an event says without personal content. */
const factsSchema = ({ class: declared, name }: EventDeclaration, schemas: Readonly<Record<string, Schema>>): Schema => {
  const personal = personalFields(declared).map(({ field }) => field);
  const whole = schemas[name] as { readonly properties: object; readonly required?: readonly string[] };
  if (personal.length === 0) return { $ref: SCHEMA_REFERENCE + name };
  const required = (whole.required ?? []).filter((member) => !personal.includes(member));
  const properties = Object.fromEntries(Object.entries(whole.properties).filter(([member]) => !personal.includes(member)));
  return { ...whole, properties, required };
};
