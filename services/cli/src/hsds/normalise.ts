import {
  type ListedLocation,
  type ListedOrganisation,
  type ListedService,
  type ListedTaxonomyTerm,
  LONGEST_DESCRIPTION,
  LONGEST_NAME,
  LONGEST_NOTE,
  LONGEST_RECORD_ID,
  LONGEST_WORD,
  MOST_LOCATIONS,
} from '@patto/contracts';
import { Fields, present } from './fields.ts';
import { hoursOf } from './hours.ts';
import { locationOf } from './location.ts';
import type { RecordTable } from './names.ts';
import type { Report } from './report.ts';
import type { Stage, Staged } from './stage.ts';
import { cutTo, listOf } from './text.ts';

/** A record as it is sent: the request body of an import less its source. */
export type DirectoryRecord = { readonly record: string } & (
  | { readonly organisation: ListedOrganisation }
  | { readonly location: ListedLocation }
  | { readonly service: ListedService }
  | { readonly taxonomyTerm: ListedTaxonomyTerm }
);

/** Makes the record of a staged row with all that belongs to it; nothing where a reference that it needs leads nowhere. */
export class Normaliser {
  readonly #fields: Fields;

  constructor(stage: Stage, report: Report, timezone: string) {
    this.#fields = new Fields(stage, report, timezone);
  }

  record(table: RecordTable, from: Staged): DirectoryRecord | undefined {
    const { stage, report } = this.#fields;
    const record = from.row.id ?? '';
    if (record.length > LONGEST_RECORD_ID) {
      report.reject(stage.placeOf(from, 'id'), `The id is longer than ${LONGEST_RECORD_ID} characters.`);
      return undefined;
    }
    switch (table) {
      case 'organizations':
        return { record, organisation: this.#organisation(from) };
      case 'taxonomy_terms':
        return { record, taxonomyTerm: this.#taxonomyTerm(from) };
      case 'locations': {
        const location = locationOf(from, this.#fields);
        return location && { record, location };
      }
      case 'services': {
        const service = this.#service(from);
        return service && { record, service };
      }
    }
  }

  #organisation(from: Staged): ListedOrganisation {
    const year = /\b[12]\d{3}\b/.exec(from.row.year_incorporated ?? '')?.[0];
    return present({
      name: this.#fields.text(from, 'name', LONGEST_NAME) ?? '',
      alternateName: this.#fields.text(from, 'alternate_name', LONGEST_NAME),
      description: this.#fields.text(from, 'description', LONGEST_DESCRIPTION),
      email: this.#fields.text(from, 'email', LONGEST_NAME),
      website: this.#fields.text(from, 'website', LONGEST_NOTE),
      legalStatus: this.#fields.text(from, 'legal_status', LONGEST_NAME),
      yearIncorporated: year ? Number(year) : undefined,
      phones: this.#fields.phones('organizations', from),
    });
  }

  #taxonomyTerm(from: Staged): ListedTaxonomyTerm {
    return present({
      name: this.#fields.text(from, 'name', LONGEST_NAME) ?? '',
      description: this.#fields.text(from, 'description', LONGEST_DESCRIPTION),
      code: this.#fields.text(from, 'code', LONGEST_RECORD_ID),
      parent: this.#fields.text(from, 'parent_id', LONGEST_RECORD_ID),
      taxonomy: this.#fields.text(from, 'taxonomy', LONGEST_NAME),
    });
  }

  #service(from: Staged): ListedService | undefined {
    const { stage, report, timezone } = this.#fields;
    const { row } = from;
    const id = row.id as string;
    if (row.organization_id && stage.isMissing('organizations', row.organization_id)) {
      report.reject(stage.placeOf(from, 'organization_id'), 'The organisation of this service is not there.');
      return undefined;
    }
    if (row.location_id && stage.isMissing('locations', row.location_id)) {
      report.reject(stage.placeOf(from, 'location_id'), 'The location of this service is not there.');
      return undefined;
    }
    if (row.assurer_email) report.discarded.personalDetails += 1;
    const links = stage.children('services', id, 'services_at_location').flatMap((each) => each.row.location_id ?? []);
    const named = [...(row.location_id ? [row.location_id] : []), ...links];
    const locations = this.#fields.list(from, 'location_id', LONGEST_RECORD_ID, named, MOST_LOCATIONS);
    const eligibility = stage.children('services', id, 'eligibility').flatMap((each) => each.row.eligibility ?? []);
    const attributes = stage.children('services', id, 'attributes').flatMap((each) => each.row.taxonomy_term_id ?? []);
    const areas = stage.children('services', id, 'service_areas').flatMap((each) => each.row.name ?? each.row.description ?? []);
    return present({
      name: this.#fields.text(from, 'name', LONGEST_NAME) ?? '',
      alternateName: this.#fields.text(from, 'alternate_name', LONGEST_NAME),
      description: this.#fields.text(from, 'description', LONGEST_DESCRIPTION),
      organisation: row.organization_id ?? stage.one('locations', locations[0] ?? '')?.row.organization_id,
      locations,
      status: this.#fields.text(from, 'status', LONGEST_WORD),
      email: this.#fields.text(from, 'email', LONGEST_NAME),
      website: this.#fields.text(from, 'website', LONGEST_NOTE),
      eligibility:
        this.#fields.text(from, 'eligibility', LONGEST_DESCRIPTION) ??
        (eligibility.length > 0 ? cutTo(LONGEST_DESCRIPTION, eligibility.join('; ')) : undefined),
      applicationProcess: this.#fields.text(from, 'application_process', LONGEST_NOTE),
      fees: this.#fields.text(from, 'fees', LONGEST_NOTE),
      waitTime: this.#fields.text(from, 'wait_time', LONGEST_NOTE),
      terms: this.#fields.list(from, 'taxonomy_ids', LONGEST_RECORD_ID, [...listOf(row.taxonomy_ids), ...attributes]),
      keywords: this.#fields.list(from, 'keywords', LONGEST_WORD, listOf(row.keywords)),
      languages: this.#fields.languages('services', from),
      areas: this.#fields.list(from, 'service_areas', LONGEST_NOTE, [...listOf(row.service_areas), ...areas]),
      phones: this.#fields.phones('services', from),
      ...hoursOf('services', from, stage, report),
      timezone: timezone,
    });
  }
}
