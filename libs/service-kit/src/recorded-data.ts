import { CHANNELS, declarationOfType, type EventClass, INITIATIVES, INSTANT, personalFields } from '@patto/contracts';
import addFormats from 'ajv-formats';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { declaredSchemas, type Schema, schemaOf, SCHEMA_REFERENCE } from './declared-schemas.ts';

/** Says where the recorded data of an event departs from its declaration, undefined where it does not. It names places, never a value. */
export type FitsDeclaration = (data: unknown) => string | undefined;

const SEALED_PARTS = { type: 'array', minItems: 1, items: { type: 'object', required: ['subject', 'part', 'alg', 'iv', 'tag', 'commit', 'sealed'] } };

/** What every event says beside its own facts. */
const CIRCUMSTANCES = {
  by: { $ref: `${SCHEMA_REFERENCE}By` },
  initiative: { enum: INITIATIVES },
  channel: { enum: CHANNELS },
  happenedAt: { type: 'string', pattern: INSTANT.source, format: 'date-time' },
  basedOn: { type: 'array', items: { type: 'string' } },
};

/** The schema of what is recorded: the declared facts in clear, personal members in their sealed form, and the circumstances. */
const recordedSchema = (declared: EventClass, all: Readonly<Record<string, Schema>>): Schema => {
  const { properties = {}, required = [] } = schemaOf(declared, all) as { properties?: Record<string, Schema>; required?: string[] };
  const sealed = new Set(personalFields(declared).map(({ field }) => field));
  const clear = Object.entries(properties).filter(([member]) => !sealed.has(member));
  return {
    type: 'object',
    properties: { ...Object.fromEntries(clear), ...CIRCUMSTANCES, personal: SEALED_PARTS },
    required: [...required.filter((member) => !sealed.has(member)), ...Object.keys(CIRCUMSTANCES)],
    additionalProperties: false,
  };
};

/** Holds recorded data against the declarations that are loaded, by event type; a type that is not declared has nothing to be held against. */
export const recordedData = (): ((type: string) => FitsDeclaration | undefined) => {
  const all = declaredSchemas();
  const ajv = addFormats.default(new Ajv2020({ strict: false }));
  ajv.addSchema({ $id: 'patto', components: { schemas: all } });
  const known = new Map<string, FitsDeclaration>();
  return (type) => {
    const ready = known.get(type);
    if (ready) return ready;
    const declaration = declarationOfType(type);
    if (!declaration) return undefined;
    const text = JSON.stringify(recordedSchema(declaration.class, all)).replaceAll(`"${SCHEMA_REFERENCE}`, `"patto${SCHEMA_REFERENCE}`);
    const fits = fitsSchema(ajv.compile(JSON.parse(text) as Schema));
    known.set(type, fits);
    return fits;
  };
};

const fitsSchema =
  (validate: ValidateFunction): FitsDeclaration =>
  (data) => {
    if (validate(data)) return undefined;
    const [error] = validate.errors ?? [];
    return `data${error?.instancePath ?? ''} ${error?.message ?? 'has another shape'}`;
  };
