import { INSTANT, Rejection } from '@patto/contracts';
import type { CommandClass } from '@patto/event-store/pure';
import addFormats from 'ajv-formats';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { declaredSchemas, type Schema, schemaOf, SCHEMA_REFERENCE } from './declared-schemas.ts';

/** What is wrong with one member, in RFC 9457's `errors`: a JSON pointer and a sentence. Never the value, nor the name of an unknown member. */
export interface MemberError {
  readonly pointer: string;
  readonly detail: string;
}

/** A refusal that says for each member what is wrong with it. */
export class Invalid extends Rejection {
  constructor(
    code: 'invalid-body' | 'invalid-parameter',
    readonly errors: readonly MemberError[],
  ) {
    super(
      code,
      code === 'invalid-body' ? 'The body does not fit its schema.' : 'A parameter does not fit its schema.',
      errors.map(({ pointer }) => pointer),
    );
  }
}

/** `2026-11-24T07:45:00.000Z` */
const LONGEST_INSTANT = 24;

/** Members that every command may carry beside its own. */
const EVERY_COMMAND = {
  happenedAt: {
    type: 'string',
    format: 'date-time',
    maxLength: LONGEST_INSTANT,
    pattern: INSTANT.source,
    description: 'When it happened, where that was earlier than now. RFC 3339 in UTC.',
  },
};

/** Knows the formats that are declared here: days that exist, numbers of a size, uuids. */
const formats = (ajv: Ajv2020): Ajv2020 => addFormats.default(ajv);

const sentence = ({ keyword, message, params }: ErrorObject): string => {
  if (keyword === 'additionalProperties') return 'There is a member here that is not expected.';
  if (keyword === 'required') return `The member ${(params as { missingProperty: string }).missingProperty} is missing.`;
  if (keyword === 'enum') return `It must be one of: ${(params as { allowedValues: unknown[] }).allowedValues.join(', ')}.`;
  return `It ${message ?? 'does not fit'}.`;
};

const memberError = (error: ErrorObject): MemberError => ({ pointer: error.instancePath, detail: sentence(error) });

/** The JSON Schemas of all declared classes, and validators compiled once from them. */
export class Schemas {
  /** Each declared class's schema by its name, as in OpenAPI's components. */
  readonly all: Readonly<Record<string, Schema>>;
  readonly #ajv: Ajv2020;
  readonly #bodies = new Map<CommandClass, ValidateFunction>();
  readonly #paths = new Map<CommandClass, ValidateFunction>();
  readonly #queries = new Map<CommandClass, ValidateFunction>();
  readonly #coercing: Ajv2020;

  /** Compiles what class-validator has been told by all declared classes. @throws Error where two classes share a name */
  constructor() {
    this.all = declaredSchemas();
    const document = { $id: 'patto', components: { schemas: this.all } };
    this.#ajv = formats(new Ajv2020({ allErrors: true, strict: false }));
    this.#coercing = formats(new Ajv2020({ allErrors: true, strict: false, coerceTypes: 'array' }));
    this.#ajv.addSchema(document);
    this.#coercing.addSchema(document);
  }

  /** The schema of a class without the members that the path binds; commands may also say when it happened. */
  body(declared: CommandClass, bound: readonly string[]): Schema {
    return this.#less(declared, bound, EVERY_COMMAND);
  }

  /** The schema of a question's query string. */
  query(declared: CommandClass, bound: readonly string[]): Schema {
    return this.#less(declared, bound, {});
  }

  /** The schema of a class of data, as of an event. */
  of(declared: { readonly name: string }): Schema {
    return schemaOf(declared, this.all);
  }

  /** A schema that carries all that it refers to. */
  standAlone(declared: { readonly name: string }): Schema {
    const needed = new Map<string, Schema>();
    const visit = (schema: Schema): void => {
      for (const [, name] of JSON.stringify(schema).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
        const inner = this.all[name as string];
        if (!inner || needed.has(name as string)) continue;
        needed.set(name as string, inner);
        visit(inner);
      }
    };
    const whole = this.of(declared);
    visit(whole);
    const text = JSON.stringify({ ...whole, ...(needed.size > 0 && { $defs: Object.fromEntries(needed) }) });
    return JSON.parse(text.replaceAll(SCHEMA_REFERENCE, '#/$defs/')) as Schema;
  }

  #less(declared: CommandClass, bound: readonly string[], more: object): Schema {
    return this.#part(declared, (name) => !bound.includes(name), more);
  }

  #part(declared: CommandClass, keep: (name: string) => boolean, more: object = {}): Schema {
    const { properties = {}, required = [], ...rest } = this.of(declared) as { properties?: Record<string, Schema>; required?: string[] };
    const kept = Object.fromEntries(Object.entries(properties).filter(([name]) => keep(name)));
    const still = required.filter(keep);
    return { ...rest, type: 'object', properties: { ...kept, ...more }, ...(still.length > 0 && { required: still }), additionalProperties: false };
  }

  /** Checks a command's body. @throws Invalid */
  checkBody(declared: CommandClass, bound: readonly string[], body: unknown): void {
    const validate = cached(this.#bodies, declared, () => this.#ajv.compile(resolved(this.body(declared, bound))));
    if (!validate(body)) throw new Invalid('invalid-body', (validate.errors ?? []).map(memberError));
  }

  /** Checks what a path binds. @throws Rejection `not-found`: nothing can have such an address */
  checkPath(declared: CommandClass, path: object): void {
    const validate = cached(this.#paths, declared, () => this.#coercing.compile(resolved(this.#part(declared, (name) => name in path))));
    if (!validate(path)) throw new Rejection('not-found', 'Nothing can have this address.');
  }

  /** Checks what a query string says and turns its texts into what they stand for. @throws Invalid */
  checkQuery(declared: CommandClass, bound: readonly string[], query: object): void {
    const validate = cached(this.#queries, declared, () => this.#coercing.compile(resolved(this.#less(declared, bound, {}))));
    if (!validate(query)) throw new Invalid('invalid-parameter', (validate.errors ?? []).map(memberError));
  }
}

/** References into OpenAPI's components, as references into the document that ajv knows. */
const resolved = (schema: object): Schema => JSON.parse(JSON.stringify(schema).replaceAll(`"${SCHEMA_REFERENCE}`, `"patto${SCHEMA_REFERENCE}`)) as Schema;

const cached = <Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value => {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
};
