import { type ListedAddress, type ListedLocation, LONGEST_DESCRIPTION, LONGEST_NAME, LONGEST_NOTE, LONGEST_WORD } from '@patto/contracts';
import { type Fields, present } from './fields.ts';
import { hoursOf } from './hours.ts';
import type { Staged } from './stage.ts';
import { cutTo, listOf } from './text.ts';

/** The location that a staged row describes; nothing where it cannot be called anything. */
export const locationOf = (from: Staged, fields: Fields): ListedLocation | undefined => {
  const { stage, report } = fields;
  const id = from.row.id as string;
  const address = addressOf(id, fields);
  const name = fields.text(from, 'name', LONGEST_NAME) ?? fields.text(from, 'alternate_name', LONGEST_NAME) ?? address?.lines[0];
  if (!name) {
    report.reject(stage.placeOf(from, 'name'), 'The location has neither a name nor an address.');
    return undefined;
  }
  if (from.row.admin_emails) report.discarded.personalDetails += 1;
  const accessibility = stage.children('locations', id, 'accessibility').flatMap(({ row }) => row.description ?? []);
  return present({
    name,
    alternateName: fields.text(from, 'alternate_name', LONGEST_NAME),
    description: fields.text(from, 'description', LONGEST_DESCRIPTION),
    organisation: fields.reference(from, 'organization_id', 'organizations'),
    transportation: fields.text(from, 'transportation', LONGEST_NOTE),
    address,
    ...coordinatesOf(from, fields),
    accessibility: fields.list(from, 'accessibility', LONGEST_NOTE, [...listOf(from.row.accessibility), ...accessibility]),
    languages: fields.languages('locations', from),
    phones: fields.phones('locations', from),
    ...hoursOf('locations', from, stage, report),
    timezone: fields.timezone,
  });
};

/** Degrees as text. A place at 0/0, in the sea off Ghana, is a place that somebody did not know. */
const coordinatesOf = (from: Staged, { stage, report }: Fields): Pick<ListedLocation, 'latitude' | 'longitude'> => {
  const { latitude, longitude } = from.row;
  if (latitude === undefined && longitude === undefined) return {};
  const [north, east] = [degreesOf(latitude, 90), degreesOf(longitude, 180)];
  if (north !== undefined && east !== undefined && (Number(north) !== 0 || Number(east) !== 0)) return { latitude: north, longitude: east };
  const column = north === undefined || east !== undefined ? 'latitude' : 'longitude';
  report.warn(stage.placeOf(from, column), 'There is no such place on Earth; the coordinates are dropped.');
  return {};
};

const addressOf = (location: string, { stage, report }: Fields): ListedAddress | undefined => {
  const addresses = stage.children('locations', location, 'addresses').map(({ row }) => row);
  report.discarded.personalDetails += addresses.filter(({ attention }) => attention).length;
  const row = addresses.find(({ address_type: type }) => type !== 'postal') ?? addresses[0];
  if (!row) return undefined;
  const word = (text: string | undefined) => text && cutTo(LONGEST_WORD, text);
  return present({
    lines: [row.address_1, row.address_2, row.address_3, row.address_4].flatMap((line) => (line ? cutTo(LONGEST_NAME, line) : [])),
    city: word(row.city),
    region: word(row.region),
    postalCode: word(row.postal_code),
    country: word(row.country),
  });
};

const degreesOf = (text: string | undefined, most: number): string | undefined => {
  if (!text || !/^[+-]?\d{1,3}(\.\d+)?$/.test(text) || Math.abs(Number(text)) > most) return undefined;
  return Number(text)
    .toFixed(7)
    .replace(/\.?0+$/, ''); // A centimetre; more digits are noise.
};
