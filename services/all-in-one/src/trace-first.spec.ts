import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { DEVELOPMENT_ISSUER } from '@patto/access';
import type { EventLog } from '@patto/event-store';
import { type Came, type Edge, edgeAtWork } from './testing/edge.ts';

const SLOW_START_MS = 60_000; // Two shared cores, and all services are started.
const TAX_CODE = 'RSSMRA46C42L219X';
const FREE_TAX_CODE = 'VRDLCU70A41L219Y';
const WORDS = 'Since the fall I cannot manage the stairs.';

/** Lets one method of something that works do otherwise for a while, as a broken disk would. */
const breaking = <Thing extends object, Name extends keyof Thing>(thing: Thing, name: Name, broken: Thing[Name]) => {
  Object.defineProperty(thing, name, { value: broken, configurable: true, writable: true });
  return () => void Reflect.deleteProperty(thing, name);
};

describe('a read of personal content', () => {
  let edge: Edge;
  let maria: string;
  let lucia: string;
  let need: string;
  let mend = () => {};
  beforeAll(async () => {
    edge = await edgeAtWork({ PATTO_LOG_LEVEL: 'silent' });
    const { organisation } = edge.running;
    const register = async (given: string, more: object = {}) =>
      (
        await edge.does('sara', 'POST /api/v1/persons', {
          name: { given, family: 'Costa' },
          birthDate: '1945-04-12',
          area: 'valcurta',
          capacity: 'adult',
          ...more,
        })
      ).id;
    maria = await register('Maria', { taxCode: TAX_CODE });
    lucia = await register('Lucia');
    need = (await edge.does(maria, `POST /api/v1/persons/${maria}/needs`, { category: 'care-at-home', area: 'valcurta', desk: organisation, words: WORDS })).id;
  }, SLOW_START_MS);
  afterEach(() => mend());
  afterAll(() => edge?.close());

  const records = async (after: number): Promise<readonly (readonly [string, unknown])[]> => {
    const found: (readonly [string, unknown])[] = [];
    for await (const { event } of edge.running.world.accesses.readAll({ after })) found.push([event.type.split('.')[2] as string, event.data['person']]);
    return found;
  };
  const head = () => edge.running.world.accesses.head();
  const tellsNothing = ({ text }: Came) => {
    for (const told of ['Maria', 'Lucia', 'Costa', '1945', 'stairs', TAX_CODE]) expect(text).not.toContain(told);
  };

  it('is on record once for the answer and the person, and for a list once for each person who is in it', async () => {
    const before = await head();
    expect((await edge.send(`GET /api/v1/persons/${maria}`, { as: 'sara' })).body.name.given).toBe('Maria');
    expect(await records(before)).toEqual([['PersonalDataRead', maria]]);
    const found = await edge.send('POST /api/v1/person-searches', { as: 'sara', body: { name: 'Costa' } });
    expect(found.body.items).toHaveLength(2);
    const both = (await records(before)).slice(1);
    expect(both.map(([type]) => type)).toEqual(['PersonalDataRead', 'PersonalDataRead']);
    expect(new Set(both.map(([, person]) => person))).toEqual(new Set([maria, lucia]));
  });

  it('is on record before the first byte: as long as the record is not durable, nothing comes', async () => {
    const { accesses } = edge.running.world;
    const append = accesses.append.bind(accesses);
    let record = () => {};
    const held = new Promise<void>((resolve) => {
      record = resolve;
    });
    const asked = new Promise<void>((resolve) => {
      mend = breaking(accesses, 'append', async (...about: Parameters<EventLog['append']>) => {
        resolve();
        await held;
        return append(...about);
      });
    });
    let hasCome = false;
    const coming = edge.send(`GET /api/v1/needs/${need}`, { as: 'sara' }).then((came) => {
      hasCome = true;
      return came;
    });
    await asked;
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(hasCome).toBe(false);
    record();
    expect((await coming).body.words).toBe(WORDS);
  });

  it.each([
    ['the log of accesses cannot be written', () => breaking(edge.running.world.accesses, 'append', () => Promise.reject(new Error('The disk is gone.')))],
    ['the keys cannot be read', () => breaking(edge.running.world.keyring, 'open', () => Promise.reject(new Error('The disk is gone.')))],
    [
      'the event log cannot be read, and with it neither authority nor policy',
      () => breaking(edge.running.world.log, 'head', () => Promise.reject(new Error('The disk is gone.'))),
    ],
  ])('shows nothing where %s, and all again when it can', async (_, breaks) => {
    const paths = [`GET /api/v1/persons/${maria}`, `GET /api/v1/needs/${need}`];
    mend = breaks();
    for (const path of paths) {
      const came = await edge.send(path, { as: 'sara' });
      expect([came.status, came.headers.get('retry-after')]).toEqual([503, '1']);
      tellsNothing(came);
    }
    mend();
    for (const path of paths) expect((await edge.send(path, { as: 'sara' })).status).toBe(200);
  });

  it('breaks off in the middle without a word of those before', async () => {
    const { accesses } = edge.running.world;
    const append = accesses.append.bind(accesses);
    let left = 3;
    mend = breaking(accesses, 'append', (...about: Parameters<EventLog['append']>) => {
      left -= 1;
      return left < 0 ? Promise.reject(new Error('The disk is full.')) : append(...about);
    });
    const before = await head();
    const came = await Promise.all(Array.from({ length: 12 }, () => edge.send(`GET /api/v1/persons/${maria}`, { as: 'sara' })));
    const shown = came.filter(({ status }) => status === 200);
    expect([shown.length, (await records(before)).length]).toEqual([3, 3]);
    for (const refused of came.filter(({ status }) => status !== 200)) {
      expect(refused.status).toBe(503);
      tellsNothing(refused);
    }
  });

  it('is on record where it was refused, too', async () => {
    const before = await head();
    const came = await edge.send(`GET /api/v1/persons/${maria}`, { as: lucia });
    expect(came.status).toBe(403);
    tellsNothing(came);
    expect(await records(before)).toEqual([['ReadRefused', maria]]);
  });
});

describe('a tax code that somebody has already', () => {
  let edge: Edge;
  beforeAll(async () => {
    edge = await edgeAtWork();
    const affiliation = (login: string, role: string) => ({ name: login, login: { issuer: DEVELOPMENT_ISSUER, subject: login }, roles: [role] });
    const filo = (await edge.does('administrator', 'POST /api/v1/organisations', { sector: 'third-sector', name: 'Filo', identifiers: [] })).id;
    await edge.does('administrator', `POST /api/v1/organisations/${filo}/affiliations`, affiliation('franca', 'coordinator'));
    await edge.does('administrator', `POST /api/v1/organisations/${edge.running.organisation}/affiliations`, affiliation('marta', 'auditor'));
    expect((await registering('sara', TAX_CODE)).status).toBe(201);
  }, SLOW_START_MS);
  afterAll(() => edge?.close());

  const person = (taxCode: string) => ({ name: { given: 'Maria', family: 'Costa' }, birthDate: '1945-04-12', area: 'valcurta', capacity: 'adult', taxCode });
  const registering = (as: string, taxCode: string) => edge.send('POST /api/v1/persons', { as, body: person(taxCode) });
  const searching = (as: string, taxCode: string) => edge.send('POST /api/v1/person-searches', { as, body: { taxCode } });
  const told = ({ status, body }: Came) => ({ status, ...body, instance: '', traceId: '' });

  it('is told to whoever may register people', async () => {
    expect(await registering('sara', TAX_CODE)).toMatchObject({ status: 409, body: { type: '/problems/already-registered' } });
  });

  it.each(['franca', 'marta', 'stranger'])('tells %s, who may not, nothing: the answer is the same for one that nobody has', async (login) => {
    for (const sends of [registering, searching]) {
      const [taken, free] = [await sends(login, TAX_CODE), await sends(login, FREE_TAX_CODE)];
      expect(taken.status).toBe(403);
      expect(told(taken)).toEqual(told(free));
    }
  });
});
