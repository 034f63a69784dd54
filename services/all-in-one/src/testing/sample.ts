/** A JSON Schema, as the OpenAPI document holds it. */
export type Schema = { readonly [keyword: string]: unknown };

const UUID = '0197a0a0-0000-7000-8000-000000000001';
/** Texts of every form that the document asks for. */
const TEXTS = [
  'A text',
  'some-code',
  '2026-03-01T09:00:00Z',
  '2026-03-01',
  'P7D',
  UUID,
  'SomeName',
  'someName',
  'RSSMRA46C42L219X',
  '12345670172',
  '09:00',
  '45.97',
  'mandate-0197a0a0-0000-7000-8000-000000000001@1',
  'a'.repeat(64),
  'A'.repeat(43),
];

/** The smallest value that fits a schema. @throws Error where a text has a form that is not known here */
export const sampleOf = (schema: Schema, resolve: (reference: string) => Schema): unknown => {
  const { $ref, anyOf, oneOf, allOf, enum: among, const: only, type } = schema;
  if (typeof $ref === 'string') return sampleOf(resolve($ref), resolve);
  if (only !== undefined) return only;
  if (Array.isArray(among)) return among[0];
  for (const some of [anyOf, oneOf, allOf]) if (Array.isArray(some)) return sampleOf(some[0] as Schema, resolve);
  if (type === 'array') return Array.from({ length: Number(schema['minItems'] ?? 0) }, () => sampleOf(schema['items'] as Schema, resolve));
  if (type === 'integer' || type === 'number') return Number(schema['minimum'] ?? 1);
  if (type === 'boolean') return true;
  if (type === 'string') return textOf(schema);
  const { properties = {}, required = [] } = schema as { properties?: Readonly<Record<string, Schema>>; required?: readonly string[] };
  return Object.fromEntries(required.map((name) => [name, sampleOf(properties[name] as Schema, resolve)]));
};

/** Of texts that say their form without a pattern. */
const BY_FORMAT: Readonly<Record<string, string>> = { uuid: UUID, 'date-time': '2026-03-01T09:00:00Z', date: '2026-03-01' };

const textOf = ({ pattern, format, minLength = 0, maxLength = Number.POSITIVE_INFINITY }: Schema): string => {
  const formed = BY_FORMAT[String(format)];
  if (formed !== undefined) return formed;
  const ids = [...String(pattern ?? '').matchAll(/[a-z][a-z-]+/g)].map(([category]) => `${category}-${UUID}`);
  const fits = (text: string) => text.length >= Number(minLength) && text.length <= Number(maxLength) && new RegExp(String(pattern ?? '')).test(text);
  const found = [...TEXTS, ...ids, 'x'].find(fits);
  if (found === undefined) throw new Error(`No sample fits ${pattern}.`);
  return found;
};
