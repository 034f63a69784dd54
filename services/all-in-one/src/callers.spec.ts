import { createHmac, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DEVELOPMENT_ISSUER } from '@patto/access';
import { type Came, type Edge, edgeAtWork } from './testing/edge.ts';

const SLOW_START_MS = 60_000; // Two shared cores, and all services are started.
const ORGANISATIONS = '/api/v1/organisations';
const HOUR_SECONDS = 3_600;

const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');

/** A token as anybody could write one. */
const written = (claims: object, key: KeyObject | undefined, header: object = { alg: 'EdDSA', typ: 'at+jwt' }): string => {
  const text = `${encoded(header)}.${encoded(claims)}`;
  return `${text}.${key ? sign(null, Buffer.from(text), key).toString('base64url') : ''}`;
};

describe('who calls', () => {
  let edge: Edge;
  let company: string;
  let key: KeyObject;
  beforeAll(async () => {
    edge = await edgeAtWork();
    key = createPrivateKey(readFileSync(join(edge.keys, 'development-issuer.pem')));
    company = (await edge.does('administrator', `POST ${ORGANISATIONS}`, { sector: 'company', name: 'Brandi', identifiers: [] })).id;
    for (const organisation of [edge.running.organisation, company]) {
      const login = { issuer: DEVELOPMENT_ISSUER, subject: 'gino' };
      await edge.does('administrator', `POST ${ORGANISATIONS}/${organisation}/affiliations`, { name: 'Gino', login, roles: ['operator', 'coordinator'] });
    }
  }, SLOW_START_MS);
  afterAll(() => edge?.close());

  const claims = (more: object = {}) => {
    const now = Math.floor(Date.now() / 1_000);
    return { iss: DEVELOPMENT_ISSUER, sub: 'administrator', aud: 'patto', iat: now, nbf: now, exp: now + HOUR_SECONDS, ...more };
  };
  const isRefused = (came: Came, status: number, code: string) => {
    expect([came.status, came.body.type]).toEqual([status, `/problems/${code}`]);
    expect(came.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  };
  const asking = (authorization: string) => edge.send(`GET ${ORGANISATIONS}`, { headers: { authorization } });
  const isUnknown = async (authorization: string) => {
    const came = await asking(authorization);
    isRefused(came, 401, 'unauthenticated');
    expect(came.headers.get('www-authenticate')).toBe('Bearer');
    expect(came.body.detail).toBe('It is not known who is calling.'); // The same sentence whatever is wrong: it helps nobody to guess.
  };

  it('are believed with a token of the issuer', async () => {
    expect((await asking(`Bearer ${written(claims(), key)}`)).status).toBe(200);
    expect((await asking(`bearer ${await edge.token('administrator')}`)).status).toBe(200);
  });

  it.each(['GET /api/v1/organisations', 'POST /api/v1/persons', 'POST /api/v1/person-searches', 'GET /api/v1/plans'])(
    'are not known without a token at %s',
    async (route) => {
      isRefused(await edge.send(route, route.startsWith('POST') ? { body: {} } : {}), 401, 'unauthenticated');
    },
  );

  it.each(['Bearer', 'Bearer x', 'Bearer a.b.c', 'Basic YWRtaW46YWRtaW4=', 'Bearer e30.e30.e30'])('are not known by %s', isUnknown);

  it('are not known by a token of another issuer, of another key or of none', async () => {
    const foreign = generateKeyPairSync('ed25519').privateKey;
    await isUnknown(`Bearer ${written(claims({ iss: 'https://login.elsewhere.example' }), foreign)}`);
    await isUnknown(`Bearer ${written(claims({ iss: 'https://login.elsewhere.example' }), key)}`);
    await isUnknown(`Bearer ${written(claims(), foreign)}`);
    await isUnknown(`Bearer ${written(claims(), undefined, { alg: 'none' })}`);
    await isUnknown(`Bearer ${written(claims(), key, { alg: 'HS256' })}`);
  });

  it('are not known by a token that has expired, is not good yet, never expires, or is for somebody else', async () => {
    const now = Math.floor(Date.now() / 1_000);
    await isUnknown(`Bearer ${await edge.token('administrator', -1)}`);
    await isUnknown(`Bearer ${written(claims({ nbf: now + HOUR_SECONDS }), key)}`);
    await isUnknown(`Bearer ${written(claims({ exp: undefined }), key)}`);
    await isUnknown(`Bearer ${written(claims({ aud: 'another' }), key)}`);
    await isUnknown(`Bearer ${written(claims({ sub: undefined }), key)}`);
  });

  it('are not known by a token whose claims were changed', async () => {
    const [header, , signature] = (await edge.token('sara')).split('.');
    await isUnknown(`Bearer ${header}.${encoded(claims())}.${signature}`);
  });

  it('are not known by a token that brings a key, says what is critical, says somebody twice, or is endless', async () => {
    const foreign = generateKeyPairSync('ed25519');
    const jwk = foreign.publicKey.export({ format: 'jwk' });
    const header = { alg: 'EdDSA', typ: 'at+jwt' };
    await isUnknown(`Bearer ${written(claims(), foreign.privateKey, { ...header, jwk })}`);
    await isUnknown(`Bearer ${written(claims(), foreign.privateKey, { ...header, jku: 'https://login.elsewhere.example/keys' })}`);
    await isUnknown(`Bearer ${written(claims(), key, { ...header, crit: ['urn:x'], 'urn:x': true })}`);
    await isUnknown(`Bearer ${written(claims({ more: 'x'.repeat(9_000) }), foreign.privateKey)}`);
    const twice = `${encoded(header)}.${Buffer.from(`{"sub":"sara",${JSON.stringify(claims()).slice(1)}`).toString('base64url')}`;
    await isUnknown(`Bearer ${twice}.${sign(null, Buffer.from(twice), key).toString('base64url')}`);
    const shared = `${encoded({ alg: 'HS256' })}.${encoded(claims())}`;
    const secret = createPublicKey(key).export({ format: 'pem', type: 'spki' });
    await isUnknown(`Bearer ${shared}.${createHmac('sha256', secret).update(shared).digest('base64url')}`);
  });

  it('are nobody here before an organisation or a person says who they are', async () => {
    isRefused(await edge.send(`GET ${ORGANISATIONS}`, { as: 'stranger' }), 403, 'unknown-actor');
    isRefused(await edge.send(`POST ${ORGANISATIONS}`, { as: 'stranger', body: { sector: 'company', name: 'X', identifiers: [] } }), 403, 'unknown-actor');
  });

  it('may do what their role allows and nothing else', async () => {
    const before = await edge.running.world.log.head();
    isRefused(await edge.send(`POST ${ORGANISATIONS}`, { as: 'sara', body: { sector: 'company', name: 'X', identifiers: [] } }), 403, 'not-allowed');
    expect(await edge.running.world.log.head()).toBe(before);
  });

  it('say for whom, where they work for several', async () => {
    const { organisation } = edge.running;
    isRefused(await edge.send(`GET ${ORGANISATIONS}`, { as: 'gino' }), 403, 'acting-for-needed');
    for (const one of [organisation, company]) {
      expect((await edge.send(`GET ${ORGANISATIONS}`, { as: 'gino', headers: { 'Patto-Acting-For': one } })).status).toBe(200);
    }
    const person = { area: 'valcurta', capacity: 'adult', name: { given: 'Maria', family: 'Costa' }, birthDate: '1945-04-12' };
    const registering = (actingFor: string) => edge.send('POST /api/v1/persons', { as: 'gino', body: person, headers: { 'Patto-Acting-For': actingFor } });
    expect((await registering(organisation)).status).toBe(201);
    isRefused(await registering(company), 403, 'no-mandate');
  });

  it.each(['organisation-0197a0a0-0000-7000-8000-000000000001', 'person-0197a0a0-0000-7000-8000-000000000001', 'everybody', ''])(
    'may not act for %p, with which they have nothing to do',
    async (actingFor) => {
      const headers = { 'Patto-Acting-For': actingFor };
      isRefused(await edge.send(`GET ${ORGANISATIONS}`, { as: 'sara', headers }), 403, 'acting-for-refused');
      isRefused(
        await edge.send(`POST ${ORGANISATIONS}`, { as: 'administrator', headers, body: { sector: 'company', name: 'X', identifiers: [] } }),
        403,
        'acting-for-refused',
      );
    },
  );

  it('may not act for an organisation that others work for', async () => {
    isRefused(await edge.send(`GET ${ORGANISATIONS}`, { as: 'sara', headers: { 'Patto-Acting-For': company } }), 403, 'acting-for-refused');
  });
});
