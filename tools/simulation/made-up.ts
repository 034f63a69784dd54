import type { Recorded } from '@patto/event-store';
import { declaredSchemas, type Schema, SCHEMA_REFERENCE, schemaOf } from '../../libs/service-kit/src/declared-schemas.ts';
import type { Chances } from './chances.ts';

/** Every id that was recorded so far, by its category. */
export type KnownIds = ReadonlyMap<string, readonly string[]>;

const AN_ID = /\b([a-z]+(?:-[a-z]+)*)-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const CATEGORIES_IN_A_PATTERN = /[a-z]+(?:-[a-z]+)*(?=[|)]|-\[)/g;
/** What any text, code or date may be. */
const [A_CODE, AN_INSTANT] = ['home-care', '2028-03-01T09:00:00.000Z'];
/** How likely an optional member is given. */
const GIVEN = 0.6;

/** The ids in these events. */
export const idsIn = (events: readonly Recorded[]): KnownIds => {
  const known = new Map<string, string[]>();
  for (const { body } of events) {
    for (const [id, category = ''] of body.matchAll(AN_ID)) {
      const ids = known.get(category) ?? [];
      if (!ids.includes(id)) known.set(category, [...ids, id]);
    }
  }
  return known;
};

/** Makes up commands by what their classes declare, about things that there are. */
export const makingUp = (known: KnownIds, random: Chances) => {
  const all = declaredSchemas();
  const text = ({ pattern = '', format }: { readonly pattern?: string; readonly format?: string }): unknown => {
    if (format === 'date-time') return AN_INSTANT;
    const ids = (pattern.match(CATEGORIES_IN_A_PATTERN) ?? []).flatMap((category) => known.get(category) ?? []);
    return ids.length > 0 ? random.oneOf(ids) : A_CODE;
  };
  const value = (schema: Schema): unknown => {
    const { $ref, type, items, properties } = schema as { $ref?: string; type?: string; items?: Schema; properties?: object };
    if ($ref) return value(all[$ref.slice(SCHEMA_REFERENCE.length)] ?? {});
    if (Array.isArray(schema['enum'])) return random.oneOf(schema['enum'] as readonly unknown[]);
    if (type === 'array') return items ? [value(items)] : [];
    if (type === 'object' || properties) return members(schema);
    if (type === 'integer' || type === 'number') return 1 + random.below(20);
    return type === 'boolean' ? random.next() < 0.5 : text(schema);
  };
  const members = ({
    properties = {},
    required = [],
  }: {
    readonly properties?: Readonly<Record<string, Schema>>;
    readonly required?: readonly string[];
  }): object =>
    Object.fromEntries(
      Object.entries(properties)
        .filter(([name]) => required.includes(name) || random.next() < GIVEN)
        .map(([name, schema]) => [name, value(schema)]),
    );
  return (command: { readonly name: string }): object => members(schemaOf(command, all));
};
