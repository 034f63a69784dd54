import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { declarations } from '@patto/contracts';
import '@patto/contracts/accountability';
import '@patto/contracts/partnerships';
import '@patto/contracts/persons';
import type { Following } from '@patto/event-store';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readiness } from './house.ts';
import { METRICS_TYPE, metrics } from './metrics.ts';
import { Schemas } from './schemas.ts';
import { type OverHttp, overHttp } from './testing/over-http.ts';

const SLOW_START_MS = 30_000; // Two shared cores.

describe('the house’s own pages', () => {
  let over: OverHttp;
  beforeAll(async () => {
    over = await overHttp([]);
  }, SLOW_START_MS);
  afterAll(() => over?.close());

  const get = (url: string) => over.running.app.inject({ method: 'GET', url });

  it('have a schema for each declared event, which stands alone and compiles', async () => {
    expect(declarations().length).toBeGreaterThan(50);
    const ajv = new Ajv2020({ strict: true, strictRequired: false, validateFormats: false, formats: { int32: true, int64: true, double: true } });
    for (const { type } of declarations()) {
      const came = await get(`/schemas/${type}.json`);
      expect([type, came.statusCode, came.headers['content-type']]).toEqual([type, 200, expect.stringMatching(/^application\/json/)]);
      const schema = came.json<{ $id: string; $schema: string }>();
      expect(schema).toMatchObject({ $id: `/schemas/${type}.json`, $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object' });
      expect([type, typeof ajv.compile(schema)]).toEqual([type, 'function']);
    }
  });

  it('have schemas that refuse what the event has no place for', async () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    for (const { type } of declarations()) {
      const validate = ajv.compile((await get(`/schemas/${type}.json`)).json());
      expect([type, validate({ 'not-a-member': 1 })]).toEqual([type, false]);
      expect([type, validate([])]).toEqual([type, false]);
    }
  });

  it('say that all is well without a token, and tell nothing of anybody', async () => {
    expect((await get('/livez')).json()).toEqual({ status: 'alive' });
    expect((await get('/status')).json()).toEqual({ status: 'up' });
    expect((await get('/readyz')).json()).toMatchObject({ status: 'ready', head: 0, reactions: [] });
  });

  it('say how far each reaction lags, and are ready also where the bus does not say', async () => {
    const lags = { told: async () => 3, away: () => Promise.reject(new Error('The broker is away.')), silent: () => new Promise<number>(() => {}) };
    const reactions = Object.entries(lags).map(([group, lag]) => ({ group, lag }));
    const house = { head: async () => 7, followings: () => [], standingBy: () => [], reactions: () => reactions, away: async () => [] };
    const ready = await readiness({ schemas: new Schemas(), openApi: {}, ...house });
    expect(ready).toMatchObject({ status: 'ready', reactions: [{ name: 'told', lag: 3 }, { name: 'away' }, { name: 'silent' }] });
  });

  it('ask each log once how far it is, however many follow it', async () => {
    let asked = 0;
    const logAt = (position: number) => ({
      head: async () => {
        asked += 1;
        return position;
      },
    });
    const [events, accesses] = [logAt(9), logAt(4)];
    const plans = { name: 'plans', log: events, through: 6 } as Following;
    const needs = { name: 'needs', log: events, through: 9 } as Following;
    const ledger = { name: 'ledger', log: accesses, through: 4 } as Following;
    const followings = [plans, needs, ledger];
    const house = { head: async () => 9, followings: () => followings, standingBy: () => [], reactions: () => [], away: async () => [] };
    const { followers } = await readiness({ schemas: new Schemas(), openApi: {}, ...house });
    expect([followers.map(({ lag }) => lag), asked]).toEqual([[3, 0, 0], 2]);
  });

  it('say the same as numbers, and nothing of what is not known', async () => {
    const came = await get('/metrics');
    expect([came.statusCode, came.headers['content-type']]).toEqual([200, METRICS_TYPE]);
    expect(came.body).toContain('\npatto_log_head 0\n');
    const reactions = [
      { group: 'told', lag: async () => 3 },
      { group: 'away', lag: () => Promise.reject(new Error('The broker is away.')) },
    ];
    const halted = { position: 5, error: new Error('It cannot be handled.') };
    const follower = { name: 'plans', log: { head: async () => 7 }, through: 4, halted } as Following;
    const house = { schemas: new Schemas(), openApi: {}, head: async () => 7, followings: () => [follower], standingBy: () => [], reactions: () => reactions };
    const said = await metrics({ ...house, away: async () => [] });
    expect(said.split('\n').filter((line) => !line.startsWith('#'))).toEqual([
      'patto_ready 0',
      'patto_log_head 7',
      'patto_follower_lag{follower="plans"} 3',
      'patto_follower_halted{follower="plans"} 1',
      'patto_follower_standing_by{follower="plans"} 0',
      'patto_reaction_lag{reaction="told"} 3',
      '',
    ]);
    expect(await metrics({ ...house, away: async () => ['PATTO_READ_MODELS_URL'] })).toContain('\npatto_engine_away{setting="PATTO_READ_MODELS_URL"} 1\n');
  });

  it('know nothing of what was never declared', async () => {
    for (const url of ['/schemas/patto.persons.PlanOpened.v99.json', '/schemas/constructor', '/problems/constructor', '/problems/__proto__']) {
      const came = await get(url);
      expect([url, came.statusCode, came.json().type]).toEqual([url, 404, '/problems/not-found']);
    }
  });
});
