import { describe, expect, it } from '@jest/globals';
import { readFiles } from './folders-for-tests.ts';

describe('reading broken JSON', () => {
  it('rejects a record that is not JSON at its line and character, and goes on', async () =>
    expect(
      await readFiles({
        'organization_list.json': [
          '{ "contents": [',
          '  { "id": "o1", "name": "Mensa" },',
          '  { "id": "o2", "name": Centro },',
          '  { "id": "o3", "name": "Casa" }',
          '] }',
        ],
      }),
    ).toMatchObject({ ids: ['o1', 'o3'], notices: ['organization_list.json:3:25: rejected: This is not valid JSON.'] }));

  it('rejects a record without id, and one that could be anything', async () =>
    expect(
      await readFiles({
        'records.json': [
          '[{ "name": "Mensa", "legal_status": "ODV" },',
          ' { "id": "x1", "name": "What" },',
          ' { "id": "l1", "name": "Sala", "latitude": 45, "longitude": 7 }]',
        ],
      }),
    ).toMatchObject({
      ids: ['l1'],
      notices: [
        'records.json:1:2: rejected: The id of one of the organizations that begin here is missing.',
        expect.stringMatching(/^records\.json:2:2: rejected: It cannot be told/),
      ],
    }));

  it('keeps what came before the file ends too early, and says so', async () =>
    expect(await readFiles({ 'services.json': '[{ "id": "s1", "name": "Pranzo" }, { "id": "s2", "name": "Ce' })).toMatchObject({
      ids: ['s1'],
      notices: [expect.stringMatching(/^services\.json:1:36: rejected: The file ends/)],
    }));

  it('reads one object a line, and loses only the line that is broken', async () =>
    expect(await readFiles({ 'services.ndjson': ['{"id":"s1","name":"Pranzo"}', '{"id":"s2","name":"Cena"', '{"id":"s3","name":"Doccia"}'] })).toMatchObject({
      ids: ['s1', 's3'],
      notices: [expect.stringMatching(/^services\.ndjson:2:\d+: rejected/)],
    }));

  it('reads an object of lists, and brackets and quotes in texts', async () =>
    expect(
      await readFiles({
        'all.json': '{ "organizations": [{ "id": "o1", "name": "M [\\"{]" }], "services": [{ "id": "s1", "name": "}", "organization_id": "o1" }] }',
      }),
    ).toMatchObject({
      ids: ['o1', 's1'],
      notices: [],
    }));
});
