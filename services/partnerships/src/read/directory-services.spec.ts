import { describe, expect, it } from '@jest/globals';
import type { Asking } from '@patto/access';
import {
  type CloudEvent,
  DirectoryLocationListed,
  DirectoryOrganisationListed,
  DirectoryServiceListed,
  DirectoryTaxonomyTermListed,
  declarationOf,
  type EventClass,
  type ListedLocation,
  type ListedService,
} from '@patto/contracts';
import { type AnyReadModel, type Collection, openModel, openSqliteDocuments, project } from '@patto/read-models';
import { named } from '@patto/testing';
import { directoryReadModels } from './directory.ts';
import { type DirectoryServices, directoryServices } from './directory-services.ts';

const hours = { schedules: [], holidays: [], timezone: 'Europe/Rome' };
const service = (name: string, more: Partial<ListedService> = {}): ListedService => ({
  ...{ name, locations: [], terms: [], keywords: [], languages: [], areas: [], phones: [] },
  ...{ ...hours, ...more },
});
const location = (name: string, latitude: string, longitude: string, more: Partial<ListedLocation> = {}): ListedLocation => ({
  ...{ name, latitude, longitude, accessibility: [], languages: [], phones: [] },
  ...{ ...hours, ...more },
});

type Listed = readonly [EventClass, record: string, content: object];
const directory: readonly Listed[] = [
  [DirectoryOrganisationListed, 'o1', { organisation: { name: 'Società di San Rocco', phones: [] } }],
  [DirectoryTaxonomyTermListed, '102', { taxonomyTerm: { name: 'Food' } }],
  [DirectoryTaxonomyTermListed, '102-05', { taxonomyTerm: { name: 'Free Meals', parent: '102' } }],
  [DirectoryTaxonomyTermListed, '102-05-01', { taxonomyTerm: { name: 'Supper', parent: '102-05' } }],
  [
    DirectoryLocationListed,
    'l1',
    { location: location('Turin', '45.07', '7.68', { schedules: [{ frequency: 'WEEKLY', byDay: ['MO'], opensAt: '09:00', closesAt: '12:00' }] }) },
  ],
  [DirectoryLocationListed, 'l2', { location: location('Milan', '45.46', '9.19') }],
  [DirectoryServiceListed, 's1', { service: service('Mensa', { organisation: 'o1', locations: ['l1'], terms: ['102-05-01'] }) }],
  [
    DirectoryServiceListed,
    's2',
    {
      service: service('Sportello', {
        ...{ locations: ['l2'], keywords: ['Casa e Lavoro'], description: 'Una stanza per chi cerca casa' },
        schedules: [{ frequency: 'DAILY', opensAt: '08:00', closesAt: '20:00' }],
      }),
    },
  ],
  [
    DirectoryServiceListed,
    's3',
    { service: service('Docce', { locations: ['l1', 'l2'], status: 'inactive', schedules: [{ frequency: 'DAILY', opensAt: '08:00', closesAt: '20:00' }] }) },
  ],
];

const recorded = ([declared, record, content]: Listed, position: number) => {
  const { type } = declarationOf(declared);
  const stream = `listing-${position}`;
  const time = '2027-03-01T09:00:00Z';
  const event: CloudEvent = {
    ...{ specversion: '1.0', id: `event-${position}`, type, source: 'test', subject: stream, time, datacontenttype: 'application/json', dataschema: type },
    ...{ revision: 1, partitionkey: stream, commandid: 'command', commanddigest: 'digest', authtype: 'user', authid: 'operator' },
    data: { source: 'valcurta', record, ...content, by: { actor: named('operator', 1) }, initiative: 'agency', channel: 'self', happenedAt: time, basedOn: [] },
  };
  return { position, stream, revision: 1, type, body: JSON.stringify(event), event };
};

/** The records of the services that a question finds, over documents in a real database. */
const found = async (
  question: DirectoryServices,
): Promise<readonly { readonly record: string; readonly distanceKm?: number; readonly organisationName?: string }[]> => {
  const documents = openSqliteDocuments({ file: ':memory:' });
  try {
    const collections = new Map<AnyReadModel, Collection>();
    for (const model of directoryReadModels as readonly AnyReadModel[]) {
      const { building } = await openModel(documents, model);
      await project(building, model, directory.map(recorded), directory.length - 1);
      collections.set(model, building);
    }
    const find: Asking['find'] = (model, filter, options) => collections.get(model as AnyReadModel)?.find(filter, options) as never;
    const page: Asking['page'] = async (model, filter, options) => ({ items: await find(model, filter, { ...options, limit: 50 }), limit: 50 });
    const answer = await directoryServices.answer(question, { find, page } as Asking);
    return answer?.items ?? [];
  } finally {
    await documents.close();
  }
};
const records = async (question: DirectoryServices) => (await found(question)).map(({ record }) => record);

describe('the services that a directory lists', () => {
  it('are all found where nothing is asked, by name', async () => expect(await records({})).toEqual(['s3', 's1', 's2']));

  it.each(['Food', 'food', '102', 'free meals', '102-05', 'Supper', '102-05-01'])('are found by the term %s or one above theirs', async (category) =>
    expect(await records({ category })).toEqual(['s1']),
  );

  it('are found by a keyword, and by no category that nobody has', async () => {
    expect(await records({ category: 'casa e lavoro' })).toEqual(['s2']);
    expect(await records({ category: 'casa' })).toEqual([]);
  });

  it('are found by words of their text and of their organisation’s name, without accents', async () => {
    expect(await records({ q: 'STANZA casa' })).toEqual(['s2']);
    expect(await records({ q: 'societa mensa' })).toEqual(['s1']);
    expect(await records({ q: 'societa stanza' })).toEqual([]);
  });

  it('are sorted by how near they are, and say it', async () => {
    expect((await found({ near: '45.46,9.19' })).map(({ record, distanceKm }) => [record, distanceKm])).toEqual([
      ['s3', 0], // Equally near: by name.
      ['s2', 0],
      ['s1', expect.closeTo(125.6, 0)],
    ]);
    expect(await records({ near: '45.07,7.68,10' })).toEqual(['s3', 's1']);
    expect(await records({ near: '0,0,10' })).toEqual([]);
  });

  it('are open by their own hours or by those of their place, unless they are inactive', async () => {
    expect(await records({ openAt: '2027-03-01T08:30:00Z' })).toEqual(['s1', 's2']);
    expect(await records({ openAt: '2027-03-02T08:30:00Z' })).toEqual(['s2']);
    expect(await records({ openAt: '2027-03-01T08:30:00Z', near: '45.07,7.68,10' })).toEqual(['s1']);
    expect(await records({ openAt: '2027-03-01T08:30:00Z', q: 'mensa', category: 'food' })).toEqual(['s1']);
  });

  it('show their organisation’s name', async () =>
    expect(await found({ q: 'mensa' })).toMatchObject([{ record: 's1', organisationName: 'Società di San Rocco', places: [{ name: 'Turin' }] }]));

  it('cannot be asked for near a place that does not exist', async () => expect(found({ near: '91,0' })).rejects.toMatchObject({ code: 'invalid-parameter' }));
});
