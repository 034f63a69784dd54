import { createHash } from 'node:crypto';
import { jsonValues } from './json-values.ts';
import { columnOf, PARENTS, RECORDS, type Table, tableOf } from './names.ts';
import type { Place, Report } from './report.ts';
import type { Row, Stage } from './stage.ts';
import { clean } from './text.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/** Stages the records of one JSON file: each with what is nested in it, as rows of the same tables that CSV files have. */
export const stageJson = async (path: string, file: string, stage: Stage, report: Report): Promise<void> => {
  const unpacker = new Unpacker(stage, report);
  const hint = tableOf(file.replace(/\.[a-z]+$/i, '').replace(/[-_](full|list)$/i, ''));
  for await (const { value, from } of jsonValues(path, file, report)) {
    const table = hint && hint !== 'left-out' ? hint : kindOf(value);
    if (table) unpacker.unpack(table, value, from);
    else if (!unpacker.unpackBundle(value, from))
      report.reject(from, 'It cannot be told whether this is an organisation, a location, a service or a taxonomy term.');
  }
};

/** Members that tell one kind of record from the others, where the file's name does not. */
const TELLING: readonly (readonly [Table, readonly string[]])[] = [
  ['services_at_location', ['location', 'location_id']],
  [
    'services',
    [
      'organization',
      'organization_id',
      'service_at_locations',
      'program',
      'eligibility_description',
      'application_process',
      'fees_description',
      'interpretation_services',
    ],
  ],
  ['taxonomy_terms', ['taxonomy_detail', 'taxonomy_id', 'term_uri', 'parent_id', 'taxonomy']],
  ['locations', ['latitude', 'longitude', 'location_type', 'addresses', 'transportation', 'accessibility']],
  [
    'organizations',
    ['services', 'legal_status', 'tax_status', 'year_incorporated', 'organization_identifiers', 'website', 'uri', 'parent_organization_id', 'locations'],
  ],
];

/** A location too may name its organisation, so what only a location has comes before what only a service has. */
const kindOf = (value: JsonObject): Table | undefined => {
  const has = (name: string) => name in value;
  if (!has('name') && !has('term')) return TELLING[0]?.[1].some(has) ? 'services_at_location' : undefined;
  if (['latitude', 'location_type'].some(has)) return 'locations';
  return TELLING.slice(1).find(([, members]) => members.some(has))?.[0];
};

/** Takes nested objects apart. What is nested belongs to what it is nested in. */
class Unpacker {
  constructor(
    private readonly stage: Stage,
    private readonly report: Report,
  ) {}

  /** An object of lists, as `{ "organizations": […], "services": […] }`; false where it is none. */
  unpackBundle(value: JsonObject, place: Place): boolean {
    const lists = Object.entries(value).flatMap(([name, list]) => {
      const table = tableOf(name);
      return table && table !== 'left-out' && Array.isArray(list) ? [{ table, list }] : [];
    });
    for (const { table, list } of lists) for (const item of list.filter(isObject)) this.unpack(table, item, place);
    return lists.length > 0;
  }

  /** Stages an object and all that is nested in it, and gives the id under which it can be found. */
  unpack(table: Table, value: JsonObject, place: Place, parent: Row = {}): string | undefined {
    if (this.report.discards(table, value)) return undefined;
    const row: Record<string, string> = { ...parent };
    const nested: { readonly table: Table; readonly items: readonly JsonObject[] }[] = [];
    for (const [name, member] of Object.entries(value)) {
      const items = [member].flat().filter(isObject);
      const inside = items.length > 0 ? tableOf(name) : undefined;
      if (inside && inside !== 'left-out') nested.push({ table: inside, items });
      else if (items.length === 0) this.#field(table, name, member, row, place);
      else if (!inside && name !== 'taxonomy_detail') this.report.ignore(place.file, name);
    }
    const isRecord = (RECORDS as readonly Table[]).includes(table);
    const missing = isRecord ? ['id', 'name'].find((column) => !row[column] && !(table === 'locations' && column === 'name')) : undefined;
    if (missing) {
      this.report.reject(place, `The ${missing} of one of the ${table} that begin here is missing.`);
      return undefined;
    }
    const id = row.id ?? createHash('sha256').update(JSON.stringify(row)).digest('base64url');
    for (const each of nested) this.#unpackNested(table, id, row, each, place);
    this.stage.merge(table, isRecord || table === 'services_at_location' ? id : JSON.stringify([parent, id]), { ...row, id }, place);
    return id;
  }

  #unpackNested(
    table: Table,
    id: string,
    row: Record<string, string>,
    { table: inside, items }: { table: Table; items: readonly JsonObject[] },
    place: Place,
  ): void {
    const reference = referenceTo(table);
    for (const item of items) {
      const parent = reference && columnOf(inside, reference) ? { [reference]: id } : {};
      const found = this.unpack(inside, item, place, parent);
      const column = inside === 'taxonomy_terms' ? 'taxonomy_term_id' : referenceTo(inside);
      if (found && column && columnOf(table, column)) row[column] ??= found;
    }
  }

  #field(table: Table, name: string, member: unknown, row: Record<string, string>, place: Place): void {
    const text = Array.isArray(member) ? member.map(clean).join(', ') : clean(member);
    const column = columnOf(table, name);
    if (!column) this.report.ignore(place.file, name);
    else if (text !== '' && (row[column] === undefined || column === name)) row[column] = text;
  }
}

const referenceTo = (table: Table): string | undefined => Object.keys(PARENTS).find((column) => PARENTS[column] === table);

const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);
