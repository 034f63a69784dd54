import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { couldNotRun } from '@patto/testing';
import { parse } from 'csv-parse/sync';
import { allOf, folderWith, realDirectory } from './folders-for-tests.ts';

const notThere = (name: string) => couldNotRun(`reading the real directory ${name}`, `../shared/data/${name} is not on this machine`);

describe('reading the directory of San Mateo in the layout of Ohana, HSDS 1.0', () => {
  const path = realDirectory('ohana-san-mateo');
  if (!path) return it('needs the directory', () => notThere('ohana-san-mateo'));

  it('finds every organisation, location, service and taxonomy term', async () => {
    const { records, report } = await allOf(path);
    const count = (kind: string) => records.filter((record) => kind in record).length;
    expect([count('organisation'), count('location'), count('service'), count('taxonomyTerm')]).toEqual([8, 22, 23, 290]);
    expect(report.notices).toEqual([]);
  });

  it('gives a service the organisation of its location, its terms, and hours in twelve-hour time too', async () => {
    const { records } = await allOf(path);
    expect(records.find((record) => 'service' in record && record.record === '22')).toMatchObject({
      service: {
        name: 'Passport Photos',
        organisation: '8',
        locations: ['22'],
        terms: ['105', '108', '108-05', '108-05-01', '111', '111-05'],
        keywords: ['Salud', 'Medicina'],
        schedules: [
          { frequency: 'WEEKLY', byDay: ['MO'], opensAt: '08:00', closesAt: '12:00' },
          { frequency: 'WEEKLY', byDay: ['MO'], opensAt: '14:00', closesAt: '16:00' },
          { frequency: 'WEEKLY', byDay: ['WE'], opensAt: '10:00', closesAt: '15:00' },
        ],
        holidays: [{ from: '01-01', to: '01-01', closed: true }],
      },
    });
  });

  it('leaves out and counts the contact persons; their names and addresses are in no record', async () => {
    const { records, report } = await allOf(path);
    expect(report.discarded.contactPersons).toBe(31);
    const contacts = parse(readFileSync(join(path, 'contacts.csv')), { columns: true }) as { name: string; email: string }[];
    const text = JSON.stringify(records);
    expect(contacts.flatMap(({ name, email }) => [name, email]).filter((word) => word && text.includes(word))).toEqual([]);
    expect(text).not.toContain('foo@bar.com');
  });
});

describe('reading the official examples of HSDS 3.0', () => {
  const path = realDirectory('hsds-3.0');
  if (!path) return it('needs the examples', () => notThere('hsds-3.0'));

  it('finds the same four records in the CSV files and in the JSON files', async () => {
    const names = async (folder: string) => (await allOf(folder)).records.map((record) => [record.record, Object.keys(record)[1]]);
    expect(await names(join(path, 'csv'))).toEqual(await names(path));
    expect(await names(path)).toHaveLength(4);
  });

  it('reads each single file', async () => {
    const kinds = async (file: string) => (await allOf(join(path, file))).records.map((record) => Object.keys(record)[1]);
    expect(await kinds('service_full.json')).toEqual(['taxonomyTerm', 'organisation', 'location', 'service']);
    expect(await kinds('service_list.json')).toEqual(['organisation', 'service']);
    expect(await kinds('organization_list.json')).toEqual(['organisation']);
    expect(await kinds('organization_full.json')).toEqual(['taxonomyTerm', 'organisation', 'location', 'service']);
    expect(await kinds('service_at_location_full.json')).toEqual(['taxonomyTerm', 'organisation', 'location', 'service']);
    expect(await kinds('location.json')).toEqual(['location']);
    expect(await kinds('taxonomy_term.json')).toEqual(['taxonomyTerm']);
    expect(await kinds('csv/services.csv')).toEqual(['service']);
  });

  it.each(['', 'csv'])('drops the latitude 100 and the time zone 3 with a warning, and keeps the record (%s)', async (folder) => {
    const { records, report } = await allOf(join(path, folder));
    const reasons = report.notices.filter(({ severity }) => severity === 'warning').map(({ reason }) => reason);
    expect(reasons).toContainEqual(expect.stringContaining('no such place'));
    expect(reasons).toContainEqual(expect.stringContaining('no such time zone'));
    expect(records.find((record) => 'location' in record)).not.toHaveProperty('location.latitude');
  });

  it.each(['', 'csv'])('knows nothing of Ann and A. Persona (%s)', async (folder) => {
    const { records, report } = await allOf(join(path, folder));
    expect(JSON.stringify(records)).not.toContain('Persona');
    expect(report.discarded.contactPersons).toBe(1);
    expect(report.discarded.personalDetails).toBeGreaterThan(0);
  });
});

describe('reading HSDS 1.1', () => {
  const files = {
    'organizations.csv': ['id,name,url', 'o1,Mensa di San Rocco,https://mensa.example'],
    'locations.csv': ['id,organization_id,name,latitude,longitude', 'l1,o1,Sala,45.07,7.68'],
    'services.csv': ['id,organization_id,name,taxonomy_ids', 's1,o1,Pranzo,'],
    'services_at_location.csv': ['id,service_id,location_id,description', 'sl1,s1,l1,'],
    'services_taxonomy.csv': ['id,service_id,taxonomy_id,taxonomy_detail', 'x1,s1,t1,'],
    'taxonomy.csv': ['id,name,parent_id,parent_name,vocabulary', 't1,Pasti,,,Locale'],
    'regular_schedules.csv': [
      'id,service_id,location_id,service_at_location_id,weekday,opens_at,closes_at',
      'r1,,,sl1,1,12:00,14:00',
      'r2,s1,,,7,12:00Z,14:00Z',
    ],
    'holiday_schedules.csv': [
      'id,service_id,location_id,service_at_location_id,closed,opens_at,closes_at,start_date,end_date',
      'h1,s1,,,TRUE,,,2027-08-01,2027-08-31',
    ],
    'languages.csv': ['id,service_id,location_id,language', 'g1,s1,,it'],
    'service_areas.csv': ['id,service_id,service_area,description', 'a1,s1,Valcurta,'],
    'eligibility.csv': ['id,service_id,eligibility', 'e1,s1,Chiunque'],
    'accessibility_for_disabilities.csv': ['id,location_id,accessibility,details', 'd1,l1,rampa,'],
    'physical_addresses.csv': [
      'id,location_id,attention,address_1,city,state_province,postal_code,country',
      'p1,l1,Suor Lucia,Via Roma 1,Valcurta,TO,10100,IT',
    ],
  };

  it('joins its tables', async () => {
    using folder = folderWith(files);
    const { records, report } = await allOf(folder.path);
    expect(report.notices).toEqual([]);
    expect(report.discarded.personalDetails).toBe(1);
    expect(records).toEqual([
      { record: 't1', taxonomyTerm: { name: 'Pasti', taxonomy: 'Locale' } },
      { record: 'o1', organisation: { name: 'Mensa di San Rocco', website: 'https://mensa.example', phones: [] } },
      {
        record: 'l1',
        location: {
          name: 'Sala',
          organisation: 'o1',
          address: { lines: ['Via Roma 1'], city: 'Valcurta', region: 'TO', postalCode: '10100', country: 'IT' },
          latitude: '45.07',
          longitude: '7.68',
          accessibility: ['rampa'],
          ...{ languages: [], phones: [], schedules: [], holidays: [], timezone: 'Europe/Rome' },
        },
      },
      {
        record: 's1',
        service: {
          name: 'Pranzo',
          organisation: 'o1',
          locations: ['l1'],
          eligibility: 'Chiunque',
          terms: ['t1'],
          ...{ keywords: [], languages: ['it'], areas: ['Valcurta'], phones: [] },
          schedules: [
            { frequency: 'WEEKLY', byDay: ['SU'], opensAt: '12:00', closesAt: '14:00', timezone: 'UTC' },
            { frequency: 'WEEKLY', byDay: ['MO'], opensAt: '12:00', closesAt: '14:00', location: 'l1' },
          ],
          holidays: [{ from: '2027-08-01', to: '2027-08-31', closed: true }],
          timezone: 'Europe/Rome',
        },
      },
    ]);
  });

  it('is the same with a byte order mark and CRLF', async () => {
    using plain = folderWith(files);
    using windows = folderWith(Object.fromEntries(Object.entries(files).map(([name, lines]) => [name, `\uFEFF${lines.join('\r\n')}`])));
    expect((await allOf(windows.path)).records).toEqual((await allOf(plain.path)).records);
  });
});

describe('reading HSDS 2.0', () => {
  it('knows its attributes, terms and schedules', async () => {
    using folder = folderWith({
      'organizations.csv': ['id,name', 'o1,Mensa'],
      'services.csv': ['id,organization_id,name', 's1,o1,Pranzo'],
      'service_attributes.csv': ['id,service_id,taxonomy_term_id', 'x1,s1,t2'],
      'taxonomy_terms.csv': ['id,term,description,parent_id,taxonomy,language', 't1,Cibo,,,Locale,it', 't2,Pasti,,t1,Locale,it'],
      'schedules.csv': [
        'id,service_id,freq,interval,byday,dtstart,until,opens_at,closes_at,timezone',
        'r1,s1,MONTHLY,1,"1SA,-1FR",2027-01-02,2027-12-31,09:30:00,12:00:00,Europe/Paris',
      ],
    });
    const { records, report } = await allOf(folder.path);
    expect(report.notices).toEqual([]);
    expect(records.find(({ record }) => record === 't2')).toEqual({ record: 't2', taxonomyTerm: { name: 'Pasti', parent: 't1', taxonomy: 'Locale' } });
    expect(records.find(({ record }) => record === 's1')).toMatchObject({
      service: {
        terms: ['t2'],
        schedules: [
          {
            frequency: 'MONTHLY',
            interval: 1,
            byDay: ['1SA', '-1FR'],
            starts: '2027-01-02',
            until: '2027-12-31',
            opensAt: '09:30',
            closesAt: '12:00',
            timezone: 'Europe/Paris',
          },
        ],
      },
    });
  });
});
