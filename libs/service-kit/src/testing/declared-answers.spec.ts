import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { declaredAnswers, type OverHttp, overHttp } from './over-http.ts';

const SLOW_START_MS = 30_000; // Two shared cores.

describe('an answer over HTTP in a test', () => {
  let over: OverHttp;
  let check: ReturnType<typeof declaredAnswers>;
  beforeAll(async () => {
    over = await overHttp([]);
    check = declaredAnswers((await over.running.app.inject({ method: 'GET', url: '/openapi.json' })).json());
  }, SLOW_START_MS);
  afterAll(() => over?.close());

  const came = { method: 'GET', path: '/status', status: 200, contentType: 'application/json; charset=utf-8', body: { status: 'up' } };
  const problem = { type: '/problems/not-found', title: 'Not found', status: 404, detail: 'There is nothing at this address.' };
  const refused = { ...came, path: '/problems/no-such-problem', status: 404, contentType: 'application/problem+json', body: problem };

  it('is let through as it is declared, a refusal too', () => {
    expect(() => check(came)).not.toThrow();
    expect(() => check(refused)).not.toThrow();
  });

  it('fails with a member that is not declared, and tells which', () => {
    expect(() => check({ ...came, body: { status: 'up', secret: 1 } })).toThrow('GET /status was answered 200 with what is not declared:');
    expect(() => check({ ...came, body: { status: 'up', secret: 1 } })).toThrow('"additionalProperty":"secret"');
    expect(() => check({ ...refused, body: { ...problem, stack: 'at …' } })).toThrow('"additionalProperty":"stack"');
  });

  it('fails without a member that is declared, and with a value outside its list', () => {
    expect(() => check({ ...came, body: {} })).toThrow("must have required property 'status'");
    expect(() => check({ ...came, body: { status: 'so-so' } })).toThrow('/status must be equal to one of the allowed values');
  });

  it('fails with a status or a media type that is not declared', () => {
    expect(() => check({ ...came, status: 204 })).toThrow('GET /status was answered 204, which it does not declare.');
    expect(() => check({ ...came, contentType: 'text/html' })).toThrow('GET /status was answered 200 as text/html, which it does not declare.');
  });

  it('fails as a problem of another form even at an address that nobody declared', () => {
    expect(() => check({ ...refused, path: '/nowhere' })).not.toThrow();
    expect(() => check({ ...refused, path: '/nowhere', body: { message: 'Cannot GET /nowhere' } })).toThrow('with what is not declared');
  });
});
