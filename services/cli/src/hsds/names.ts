/**
 * The one table of what differs between the versions of HSDS: which names its tables and columns had in 1.0 (and in Ohana's variant of
 * it), 1.1, 2.0 and 3.0, as CSV files or as members of JSON. Everything after the reader knows the names on the left only.
 * Source: the `datapackage.json` of each version of the Human Services Data Specification, and Ohana's CSV export.
 */
export const TABLES = {
  organizations: ['organization'],
  locations: ['location'],
  services: ['service'],
  taxonomy_terms: ['taxonomy_term', 'taxonomy'],
  services_at_location: ['service_at_location', 'service_at_locations'],
  addresses: ['address', 'physical_addresses', 'physical_address'],
  phones: ['phone'],
  schedules: ['schedule', 'regular_schedules', 'regular_schedule'],
  holidays: ['holiday_schedules', 'holiday_schedule'],
  attributes: ['attribute', 'service_attributes', 'service_attribute', 'services_taxonomy', 'service_taxonomy', 'other_attributes', 'other_attribute'],
  languages: ['language'],
  accessibility: ['accessibility_for_disabilities'],
  service_areas: ['service_area'],
  eligibility: ['eligibilities'],
  contacts: ['contact'],
  metadata: [],
} as const satisfies Record<string, readonly string[]>;
export type Table = keyof typeof TABLES;

/** What the specification has and a directory of services does not need. */
const LEFT_OUT = [
  ...['programs', 'program', 'funding', 'required_documents', 'required_document', 'payments_accepted', 'payment_accepted', 'fees', 'fee'],
  ...['cost_options', 'cost_option', 'interpretation_services', 'organization_identifiers', 'organization_identifier', 'taxonomies'],
  ...[
    'meta_table_descriptions',
    'meta_table_description',
    'postal_addresses',
    'postal_address',
    'mail_addresses',
    'mail_address',
    'service_capacities',
    'units',
    'urls',
  ],
];

/** Columns of every table: the name that is used here, and what else it was called. */
export const COLUMNS: Partial<Record<Table, Readonly<Record<string, readonly string[]>>>> = {
  organizations: columns('id name alternate_name description email legal_status', { website: ['url'], year_incorporated: ['date_incorporated'] }),
  locations: columns('id organization_id name alternate_name transportation latitude longitude accessibility languages', {
    description: ['short_desc'],
    admin_emails: [],
  }),
  services: columns(
    'id organization_id location_id name alternate_name description email status application_process wait_time languages service_areas keywords taxonomy_ids assurer_email',
    {
      website: ['url'],
      eligibility: ['eligibility_description', 'audience'],
      fees: ['fees_description'],
    },
  ),
  taxonomy_terms: columns('code description parent_id', { id: ['taxonomy_id'], name: ['term'], taxonomy: ['vocabulary'] }),
  services_at_location: columns('id service_id location_id'),
  addresses: columns('id location_id address_1 address_2 address_3 address_4 city postal_code country address_type attention', { region: ['state_province'] }),
  phones: columns('id location_id service_id organization_id service_at_location_id contact_id number extension', { type: ['number_type'] }),
  schedules: columns(
    'id service_id location_id service_at_location_id valid_from valid_to dtstart timezone until count wkst freq interval byday byweekno bymonthday byyearday opens_at closes_at description',
    { weekday: [] },
  ),
  holidays: columns('id service_id location_id service_at_location_id closed opens_at closes_at start_date end_date'),
  attributes: columns('id service_id link_id link_entity', { taxonomy_term_id: ['taxonomy_id'] }),
  languages: columns('id service_id location_id phone_id', { name: ['language', 'code'] }),
  accessibility: columns('id location_id', { description: ['accessibility'] }),
  service_areas: columns('id service_id', { name: ['service_area'], description: [] }),
  eligibility: columns('id service_id', { eligibility: [] }),
  contacts: columns('id name'),
  metadata: columns('id updated_by'),
};

function columns(plain: string, renamed: Readonly<Record<string, readonly string[]>> = {}): Readonly<Record<string, readonly string[]>> {
  return { ...Object.fromEntries(plain.split(' ').map((name) => [name, []])), ...renamed };
}

const tableByName = new Map(Object.entries(TABLES).flatMap(([table, others]) => [table, ...others].map((name) => [name, table as Table] as const)));

/** The table that a file (`regular_schedules.csv`) or a JSON member (`schedules`) holds. */
export const tableOf = (name: string): Table | 'left-out' | undefined => {
  const plain = name
    .toLowerCase()
    .replace(/\.[a-z]+$/, '')
    .replaceAll('-', '_');
  return tableByName.get(plain) ?? (LEFT_OUT.includes(plain) ? 'left-out' : undefined);
};

/** The name that is used here for a column of a table; nothing where it is not known. */
export const columnOf = (table: Table, name: string): string | undefined => {
  const plain = name.trim().toLowerCase();
  const known = COLUMNS[table] ?? {};
  return plain in known ? plain : Object.keys(known).find((column) => known[column]?.includes(plain));
};

/** The columns that name the record a row belongs to, and the table of that record. */
export const PARENTS: Readonly<Record<string, Table>> = {
  organization_id: 'organizations',
  location_id: 'locations',
  service_id: 'services',
  service_at_location_id: 'services_at_location',
};

/** The tables whose rows become records of their own, in the order in which they are sent. */
export const RECORDS = ['taxonomy_terms', 'organizations', 'locations', 'services'] as const satisfies readonly Table[];
export type RecordTable = (typeof RECORDS)[number];
