import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DEVELOPMENT_ISSUER, DISTRICT } from '@patto/access';
import type { OrganisationId } from '@patto/contracts';
import type { CallerKind, PolicyRule } from '@patto/contracts/accountability';
import { ServiceEstablished } from '@patto/contracts/comanagement';
import { cloudEvent } from '@patto/event-store';
import { event } from '@patto/event-store/pure';
import { named, sara } from '@patto/testing';
import { services } from './services.ts';
import { type Came, type Edge, edgeAtWork } from './testing/edge.ts';
import { type Schema, sampleOf } from './testing/sample.ts';

const SLOW_START_MS = 60_000; // Two shared cores, and all services are started.
const SLOW_MS = 60_000; // Thousands of requests.
const AT_ONCE = 16;
const A_DAY_MS = 86_400_000;
const OPERATOR_ROLES = ['operator', 'coordinator', 'administrator', 'auditor', 'partner-system'] as const;
const AT_A_DESK: readonly string[] = ['operator', 'coordinator', 'administrator'];
const PERFORMER = 'Filo';
const ORGANISATIONS = { Filo: 'third-sector', Brandi: 'company' } as const;

interface Operation {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}
interface TestCaller {
  readonly who: string;
  readonly login?: string;
  readonly actingFor?: string;
  readonly roles: readonly CallerKind[];
}

/** What the rules say, read as the page about the policy says: the last one that is about the caller holds. */
const allows = (rules: readonly PolicyRule[], { name }: Operation, { roles }: TestCaller): boolean =>
  rules.findLast((rule) => rule.action.includes(name) && rule.roles.some((role) => roles.includes(role)))?.inverted === undefined &&
  rules.some((rule) => rule.action.includes(name) && rule.roles.some((role) => roles.includes(role)));

/** Refused by a rule about what a read model holds: like what is not there, and with the persons on record. */
const isRefusedByDocument = (rules: readonly PolicyRule[], { body }: Came, { name }: Operation, { roles }: TestCaller): boolean =>
  body.type === '/problems/not-a-recipient' &&
  rules.some((rule) => rule.inverted && rule.subject && rule.action.includes(name) && rule.roles.some((role) => roles.includes(role)));

/** Refused for what the caller is, and not for what they asked about; a code that is not good makes nobody a newcomer. */
const isRefused = ({ status, body }: Came) =>
  status === 403 && ['/problems/not-allowed', '/problems/unknown-actor', '/problems/code-not-valid'].includes(body.type);

describe('the access matrix', () => {
  let edge: Edge;
  let rules: readonly PolicyRule[];
  let operations: readonly Operation[];
  const callers: TestCaller[] = [];

  const document = async (): Promise<readonly Operation[]> => {
    const { body } = await edge.send('GET /openapi.json');
    const resolve = (reference: string): Schema =>
      reference
        .slice(2)
        .split('/')
        .reduce((inner, name) => inner[name], body);
    const values = (all: readonly { in: string; name: string; required: boolean; schema: Schema }[], where: string) =>
      all.filter((one) => one.in === where && one.required).map(({ name, schema }) => [name, String(sampleOf(schema, resolve))] as const);
    return Object.entries<Record<string, never>>(body.paths).flatMap(([path, methods]) =>
      Object.entries<{ operationId: string; parameters?: never[]; requestBody?: { content: { 'application/json': { schema: Schema } } } }>(methods)
        .filter(() => path.startsWith('/api/'))
        .map(([method, { operationId, parameters = [], requestBody }]) => {
          const put = values(parameters, 'path').reduce((sofar, [name, value]) => sofar.replace(`{${name}}`, value), path);
          const query = new URLSearchParams(values(parameters, 'query').map(([name, value]) => [name, value])).toString();
          const content = requestBody?.content['application/json'].schema;
          return {
            name: operationId.replace(/History$/, ''),
            method: method.toUpperCase(),
            path: query ? `${put}?${query}` : put,
            body: content && sampleOf(content, resolve),
          };
        }),
    );
  };

  const tried = ({ method, path, body }: Operation, { login, actingFor }: TestCaller): Promise<Came> =>
    edge.send(`${method} ${path}`, {
      ...(login !== undefined && { as: login }),
      ...(body !== undefined && { body: body as object }),
      headers: { 'If-Match': '"1"', ...(actingFor && { 'Patto-Acting-For': actingFor }) },
    });

  /** Every operation tried by a caller; what is not as expected, in words. */
  const amiss = async (caller: TestCaller, isAsExpected: (came: Came, operation: Operation) => boolean): Promise<readonly string[]> => {
    const wrong: string[] = [];
    for (let from = 0; from < operations.length; from += AT_ONCE) {
      await Promise.all(
        operations.slice(from, from + AT_ONCE).map(async (operation) => {
          const came = await tried(operation, caller);
          if (!isAsExpected(came, operation)) wrong.push(`${caller.who} ${operation.name}: ${came.status} ${came.body.type ?? ''}`);
        }),
      );
    }
    return wrong;
  };

  beforeAll(async () => {
    edge = await edgeAtWork();
    const { does } = edge;
    const staffed = async (organisation: string, who: string, ...more: readonly CallerKind[]) => {
      for (const role of OPERATOR_ROLES) {
        const login = `${who}-${role}`;
        const affiliation = { name: login, login: { issuer: DEVELOPMENT_ISSUER, subject: login }, roles: [role] };
        await does('administrator', `POST /api/v1/organisations/${organisation}/affiliations`, affiliation);
        const provides = who === PERFORMER && AT_A_DESK.includes(role) ? (['provider'] as const) : [];
        callers.push({ who: `${role} of ${who}`, login, roles: [role, ...provides, ...more] });
      }
    };
    /** Records that it performs a service of the founding body, without the decision that leads to it. */
    const performs = async (performer: string) => {
      const parts = { title: 'Home care', category: 'home-care', area: 'valcurta', locations: [], schedule: [], capacity: [{ unit: 'hours', amount: 20 }] };
      const of = { pact: named('pact', 1), decision: named('decision', 1), obligation: named('obligation', 1) };
      const accountable = edge.running.organisation as OrganisationId;
      const established = event(ServiceEstablished, { ...parts, ...of, accountable, performer: performer as OrganisationId });
      const [stream, time] = [named('service', 1), Date.now()];
      const how = { by: { actor: sara }, initiative: 'agency', channel: 'self', happenedAt: new Date(time).toISOString(), basedOn: [] } as const;
      const recording = { ...how, id: randomUUID(), stream, revision: 1, time, command: randomUUID(), digest: '' };
      await edge.running.world.log.append(stream, 0, [cloudEvent(established, recording, [])], { command: recording.command });
    };
    await staffed(edge.running.organisation, 'Comune');
    for (const [name, sector] of Object.entries(ORGANISATIONS)) {
      const { id } = await does('administrator', 'POST /api/v1/organisations', { sector, name, identifiers: [] });
      await staffed(id, name, ...(sector === 'company' ? (['company'] as const) : []));
      if (name === PERFORMER) await performs(id);
    }
    const [maria, anna, piero] = await Promise.all(
      ['Maria', 'Anna', 'Piero'].map(async (given) => {
        const person = { name: { given, family: 'Costa' }, birthDate: '1960-01-01', area: 'valcurta', capacity: 'adult' };
        return (await does('sara', 'POST /api/v1/persons', person)).id;
      }),
    );
    await does(maria as string, `POST /api/v1/persons/${maria}/delegates`, {
      ...{ delegate: anna, basis: 'delegation', acts: ['shape-plan'], exercise: 'instead' },
      until: new Date(Date.now() + A_DAY_MS).toISOString(),
    });
    await does(maria as string, `POST /api/v1/persons/${maria}/supporters`, { supporter: piero });
    await does(piero as string, `POST /api/v1/persons/${maria}/support/acceptance`, { days: ['wednesday'], limits: 'Walks.' });
    const need = { category: 'mobility', area: 'valcurta', desk: edge.running.organisation };
    await does('sara', 'POST /api/v1/charges', { person: maria, need: (await does('sara', `POST /api/v1/persons/${maria}/needs`, need)).id });
    callers.push({ who: 'case manager', login: 'sara', roles: ['operator', 'coordinator', 'case-manager'] });
    callers.push({ who: 'person', login: maria as string, roles: ['person'] });
    callers.push({ who: 'delegate', login: anna as string, actingFor: maria as string, roles: ['delegate'] });
    callers.push({ who: 'supporter', login: piero as string, roles: ['person', 'supporter'] });
    rules = (await edge.send('GET /api/v1/policies', { as: 'sara' })).body.items[0].rules;
    operations = await document();
  }, SLOW_START_MS);
  afterAll(() => edge?.close());

  it('knows every command and question of all services, each in the row of its kind, and no other', () => {
    for (const { name, decisions, queries } of services) {
      const { commands = {}, questions = {} } = DISTRICT[name] ?? {};
      expect([name, Object.keys(commands).toSorted()]).toEqual([name, decisions.map(({ command }) => command.name).toSorted()]);
      expect([name, Object.keys(questions).toSorted()]).toEqual([name, queries.map(({ question }) => question.name).toSorted()]);
    }
  });

  it(
    'is, for each role in each organisation and each person, as the policy says',
    async () => {
      const wrong: string[] = [];
      for (const caller of callers) {
        wrong.push(
          ...(await amiss(caller, (came, operation) => {
            const isRight = (isRefused(came) || isRefusedByDocument(rules, came, operation, caller)) !== allows(rules, operation, caller);
            return isRight && came.status < 500 && came.status !== 401;
          })),
        );
      }
      expect(wrong).toEqual([]);
      expect(operations.length * callers.length).toBeGreaterThan(2_000);
    },
    SLOW_MS,
  );

  it(
    'has nothing for a login that belongs to nobody, nor for whoever has none',
    async () => {
      expect(await amiss({ who: 'stranger', login: 'stranger', roles: [] }, (came) => isRefused(came) && came.body.type !== '/problems/not-allowed')).toEqual(
        [],
      );
      expect(await amiss({ who: 'nobody', roles: [] }, ({ status, body }) => status === 401 && body.type === '/problems/unauthenticated')).toEqual([]);
    },
    SLOW_MS,
  );
});
