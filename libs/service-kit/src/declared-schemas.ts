import { createRequire } from 'node:module';
import { COUNTS, NAMELESS, nameViews, OPENED, SEAL_STATES, SEALED_SO } from '@patto/access';
import { declarations, INSTANT, PLAIN_DATE } from '@patto/contracts';
import { CONDITIONS, CONDITIONS_SCHEMA } from '@patto/contracts/accountability';
import { getMetadataStorage } from 'class-validator';
import { validationMetadatasToSchemas } from 'class-validator-jsonschema';

/** A JSON Schema, 2020-12. */
export type Schema = { readonly [keyword: string]: unknown };

export const SCHEMA_REFERENCE = '#/components/schemas/';

/** Strings without a bound of their own are bounded all the same; a text that may be longer says so. */
const LONGEST_STRING = 2_000;
const MOST_ITEMS = 200;
const MOST_INT32 = 2_147_483_647;

const { defaultMetadataStorage } = createRequire(import.meta.url)('class-transformer/cjs/storage.js') as { defaultMetadataStorage: object };

/** Bounds everything, refuses unknown members, and gives every number the format that OpenAPI readers expect. */
const tighten = (schema: Schema): Schema => {
  const tight: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === 'properties') tight[keyword] = Object.fromEntries(Object.entries(value as object).map(([name, inner]) => [name, tighten(inner as Schema)]));
    else if (keyword === 'items') tight[keyword] = tighten(value as Schema);
    else tight[keyword] = value;
  }
  // A pattern cannot know how many days a month has; the format does.
  if (tight['pattern'] === INSTANT.source) tight['format'] = 'date-time';
  if (tight['pattern'] === PLAIN_DATE.source) tight['format'] = 'date';
  if (tight['properties']) tight['additionalProperties'] = false;
  if (tight['type'] === 'string' && !tight['enum']) tight['maxLength'] ??= LONGEST_STRING;
  if (tight['type'] === 'array') tight['maxItems'] ??= MOST_ITEMS;
  if (tight['type'] === 'integer') tight['format'] ??= isSmall(tight) ? 'int32' : 'int64';
  if (tight['type'] === 'number') tight['format'] ??= 'double';
  return tight;
};

const isSmall = ({ minimum, maximum }: Schema) =>
  typeof maximum === 'number' && maximum <= MOST_INT32 && (typeof minimum !== 'number' || minimum >= -MOST_INT32);

const CODED_WORD = '^[a-z][a-z0-9-]{0,39}$';

/** Rules that class-validator does not know itself, as schemas. */
const converters = {
  [COUNTS]: {
    type: 'object',
    propertyNames: { pattern: CODED_WORD },
    additionalProperties: { type: 'integer', format: 'int64', minimum: 0 },
  },
  [CONDITIONS]: CONDITIONS_SCHEMA,
  /** What is declared elsewhere: the facts of any event, the content of any act. */
  isObject: { type: 'object', additionalProperties: {} },
  /** The state of an event once the edge has looked it up. */
  [SEALED_SO]: { type: 'string', enum: SEAL_STATES },
  /** A sealed part once the edge has opened it. */
  [OPENED]: ({ constraints: [event, part] }: { readonly constraints: readonly unknown[] }) => ({
    anyOf: [
      { $ref: `${SCHEMA_REFERENCE}${(event as { name: string }).name}/properties/${part}` },
      { $ref: `${SCHEMA_REFERENCE}Erased` },
      { $ref: `${SCHEMA_REFERENCE}Withheld` },
    ],
  }),
};

/** Of a class that says nothing. */
const NO_MEMBERS: Schema = { type: 'object', properties: {}, additionalProperties: false };

/** The schema of a class, by the names of classes; one without members of its own is declared by the one that it extends. */
export const schemaOf = (declared: { readonly name: string }, all: Readonly<Record<string, Schema>>): Schema => {
  if (declared.name === '') return NO_MEMBERS;
  return all[declared.name] ?? schemaOf(Object.getPrototypeOf(declared) as { readonly name: string }, all);
};

/** The schema of each declared class, by its name, as in OpenAPI's components. @throws Error where two classes share a name */
export const declaredSchemas = (): Readonly<Record<string, Schema>> => {
  nameViews();
  refuseSharedNames();
  const { [NAMELESS]: _nameless, ...raw } = validationMetadatasToSchemas({
    refPointerPrefix: SCHEMA_REFERENCE,
    classTransformerMetadataStorage: defaultMetadataStorage as never,
    additionalConverters: converters as never,
  }) as Record<string, Schema>;
  const all = Object.fromEntries(Object.entries(raw).map(([name, schema]) => [name, tighten(schema)]));
  for (const { name, class: declared } of declarations()) all[name] ??= schemaOf(declared, all);
  return all;
};

const refuseSharedNames = (): void => {
  const storage: object = getMetadataStorage();
  const { validationMetadatas } = storage as { validationMetadatas: Map<unknown, { target: { name: string } }[]> };
  const targets = new Map<string, unknown>();
  for (const { target } of [...validationMetadatas.values()].flat()) {
    if (target.name === NAMELESS) continue;
    const other = targets.get(target.name) ?? target;
    if (other !== target) throw new Error(`Two declared classes are named ${target.name}.`);
    targets.set(target.name, target);
  }
};
