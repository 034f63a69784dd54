import { describe, expect, it } from '@jest/globals';
import { allOf, folderWith, readFiles } from './folders-for-tests.ts';

describe('reading broken CSV', () => {
  it('rejects a row without id or name, with its line and field', async () =>
    expect(await readFiles({ 'organizations.csv': ['id,description,name', 'o1,,Mensa', ',,Nobody', 'o3,about,', 'o4,,Centro'] })).toMatchObject({
      ids: ['o1', 'o4'],
      notices: ['organizations.csv:3:1: rejected: The id is missing.', 'organizations.csv:4:3: rejected: The name is missing.'],
    }));

  it('rejects a row with too many or too few fields', async () =>
    expect(
      await readFiles({ 'organizations.csv': ['id,name,email', 'o1,Mensa,m@example.org', 'o2,Centro', 'o3,Casa,c@example.org,more', 'o4,Rete,'] }),
    ).toMatchObject({
      ids: ['o1', 'o4'],
      notices: [
        'organizations.csv:3:2: rejected: The row has 2 fields; the header has 3.',
        'organizations.csv:4:3: rejected: The row has 4 fields; the header has 3.',
      ],
    }));

  it('loses one row, and not the rest of the file, to a quotation mark that is never closed', async () =>
    expect(await readFiles({ 'organizations.csv': ['id,name', 'o1,Mensa', 'o2,"Centro', 'o3,Casa', 'o4,"Rete, di tutti"', 'o5,Orto'] })).toMatchObject({
      ids: ['o1', 'o3', 'o4', 'o5'],
      notices: [expect.stringMatching(/^organizations\.csv:3:2: rejected: A quotation mark/)],
    }));

  it('rejects a quotation mark in the middle of a field and text after a closed one', async () =>
    expect(await readFiles({ 'organizations.csv': ['id,name', 'o1,La "nuova" mensa', 'o2,"Centro" storico', 'o3,"Casa ""delle"" donne"'] })).toMatchObject({
      ids: ['o3'],
      notices: [
        'organizations.csv:2:2: rejected: A quotation mark stands in the middle of a field.',
        'organizations.csv:3:2: rejected: A quotation mark is closed and something other than a comma follows.',
      ],
    }));

  it('counts lines as they stand in the file, over texts of several lines and empty ones', async () =>
    expect(await readFiles({ 'organizations.csv': ['id,name', '', 'o1,"Mensa', 'di San Rocco"', '', 'o2,'] })).toMatchObject({
      ids: ['o1'],
      notices: ['organizations.csv:6:2: rejected: The name is missing.'],
    }));

  it('rejects an id that is there twice', async () =>
    expect(await readFiles({ 'organizations.csv': ['id,name', 'o1,Mensa', 'o1,Centro'] })).toMatchObject({
      records: [{ record: 'o1', organisation: { name: 'Mensa' } }],
      notices: ['organizations.csv:3:1: rejected: This id is already in line 2.'],
    }));

  it('rejects a service whose organisation is not there, and hours of a service that is not there', async () =>
    expect(
      await readFiles({
        'organizations.csv': ['id,name', 'o1,Mensa'],
        'services.csv': ['id,organization_id,name', 's1,o9,Pranzo', 's2,o1,Cena'],
        'regular_schedules.csv': ['id,service_id,weekday,opens_at,closes_at', 'r1,s9,Monday,09:00,10:00', 'r2,s2,Monday,09:00,10:00'],
      }),
    ).toMatchObject({
      ids: ['o1', 's2'],
      notices: [
        'regular_schedules.csv:2:1: rejected: The record that this row belongs to is not there.',
        'services.csv:2:2: rejected: The organisation of this service is not there.',
      ],
    }));

  it('takes services alone, whose organisations may have been imported before', async () =>
    expect(await readFiles({ 'services.csv': ['id,organization_id,name', 's1,o9,Pranzo'] })).toMatchObject({ ids: ['s1'], notices: [] }));

  it('rejects a file whose header names nothing that it needs, and ignores and counts columns that nobody knows', async () => {
    const { ids, notices, report } = await readFiles({
      'organizations.csv': ['colour,shape', 'red,round'],
      'services.csv': ['id,name,colour', 's1,Pranzo,red'],
    });
    expect(ids).toEqual(['s1']);
    expect(notices).toEqual(['organizations.csv:1:1: rejected: The header has none of the columns that a file of organizations needs.']);
    expect(report.ignoredColumns).toBe(3);
  });
});

describe('reading impossible values', () => {
  it.each([
    ['91', '7'],
    ['-90.1', '7'],
    ['45', '180.5'],
    ['north', '7'],
    ['0', '0'],
    ['45', ''],
  ])('drops the coordinates %s / %s with a warning and keeps the location', async (latitude, longitude) => {
    const { records, notices } = await readFiles({ 'locations.csv': ['id,name,latitude,longitude', `l1,Sala,${latitude},${longitude}`] });
    expect(records).toMatchObject([{ record: 'l1', location: { name: 'Sala' } }]);
    expect(records[0]).not.toHaveProperty('location.latitude');
    expect(notices).toEqual([expect.stringMatching(/^locations\.csv:2:[34]: warning: There is no such place on Earth/)]);
  });

  it.each([
    ['90', '180'],
    ['-90', '-180'],
    ['0', '7'],
  ])('keeps the coordinates %s / %s', async (latitude, longitude) =>
    expect((await readFiles({ 'locations.csv': ['id,name,latitude,longitude', `l1,Polo,${latitude},${longitude}`] })).records).toMatchObject([
      { location: { latitude, longitude } },
    ]),
  );

  it.each(['Mars/Olympus', '3', '+25:00'])('drops the time zone %s with a warning and keeps the hours', async (timezone) => {
    const { records, notices } = await readFiles({
      'services.csv': ['id,name', 's1,Pranzo'],
      'schedules.csv': ['id,service_id,freq,byday,opens_at,closes_at,timezone', `r1,s1,WEEKLY,MO,09:00,10:00,${timezone}`],
    });
    expect(records).toMatchObject([{ service: { schedules: [{ frequency: 'WEEKLY', byDay: ['MO'], opensAt: '09:00', closesAt: '10:00' }] } }]);
    expect(records[0]).not.toHaveProperty('service.schedules.0.timezone');
    expect(notices).toEqual([expect.stringMatching(/^schedules\.csv:2:7: warning: There is no such time zone/)]);
  });

  it('leaves out hours that it cannot read, rather than say that it is open then', async () =>
    expect(
      await readFiles({
        'services.csv': ['id,name', 's1,Pranzo'],
        'schedules.csv': ['id,service_id,freq,byday,opens_at,closes_at', 'r1,s1,WEEKLY,MO,half past nine,10:00', 'r2,s1,SOMETIMES,MO,09:00,10:00'],
      }),
    ).toMatchObject({
      records: [{ service: { schedules: [] } }],
      notices: [
        'schedules.csv:2:5: warning: The opens_at of these hours cannot be read; they are left out.',
        'schedules.csv:3:3: warning: The freq of these hours cannot be read; they are left out.',
      ],
    }));

  it('cuts a description that is too long, between two characters, with a warning', async () => {
    const { records, notices } = await readFiles({ 'organizations.csv': ['id,name,description', `o1,Mensa,${'😀'.repeat(3_000)}`] });
    const [first] = records;
    const description = first && 'organisation' in first ? (first.organisation.description ?? '') : '';
    expect([description.length, description.isWellFormed()]).toEqual([3_999, true]);
    expect(notices).toEqual(['organizations.csv:2:3: warning: The description is cut to 4000 characters.']);
  });
});

describe('reading what is no directory', () => {
  it('says so and what was expected', async () => {
    await expect(allOf('/nowhere/at/all')).rejects.toThrow('There is no file or folder');
    using folder = folderWith({ 'readme.txt': 'hello' });
    await expect(allOf(folder.path)).rejects.toThrow('.csv, .json, .ndjson or .jsonl');
    await expect(allOf(folder.path, 'Mars/Olympus')).rejects.toThrow('There is no time zone');
  });
});
