import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { problemCodes, problemOf } from '@patto/contracts';
import { type Edge, edgeAtWork } from './testing/edge.ts';

const SLOW_START_MS = 60_000; // Two shared cores, and all services are started.
const METHODS = ['get', 'post'];

type Json = { readonly [member: string]: unknown };
interface Operation extends Json {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, Json>>;
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required: boolean; readonly schema: Json }[];
}

/** Every object anywhere in a document, with where it is. */
const objectsIn = function* (value: unknown, at = '#'): Generator<readonly [string, Json]> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield [at, value as Json];
  for (const [name, inner] of Object.entries(value)) yield* objectsIn(inner, `${at}/${name}`);
};

describe('the OpenAPI document', () => {
  let edge: Edge;
  let document: Json & { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> };
  let text: string;
  beforeAll(async () => {
    edge = await edgeAtWork();
    const came = await edge.send('GET /openapi.json');
    document = came.body;
    text = came.text;
  }, SLOW_START_MS);
  afterAll(() => edge?.close());

  const operations = () => Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, one]) => ({ path, method, one })));
  const resolved = (reference: string): unknown =>
    reference
      .replace(/^#\//, '')
      .split('/')
      .reduce<unknown>((inner, name) => (inner as Json | undefined)?.[name.replaceAll('~1', '/').replaceAll('~0', '~')], document);

  it('is OpenAPI 3.1 and says what it is, whose it is, and how to be known', () => {
    expect(document).toMatchObject({
      openapi: expect.stringMatching(/^3\.1\.\d$/),
      info: { title: 'Patto', version: expect.any(String), license: { identifier: 'EUPL-1.2' } },
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
    });
    expect(operations().length).toBeGreaterThan(80);
  });

  it('refers to nothing that is not in it', () => {
    const references = [...objectsIn(document)].map(([at, { $ref }]) => ({ at, $ref })).filter(({ $ref }) => typeof $ref === 'string');
    expect(references.length).toBeGreaterThan(0);
    for (const { at, $ref } of references) expect([at, $ref, typeof resolved($ref as string)]).toEqual([at, $ref, 'object']);
  });

  it('has only reading and adding: no PATCH, no PUT, no DELETE', () => {
    expect([...new Set(operations().map(({ method }) => method))].toSorted()).toEqual(METHODS);
  });

  it('names each operation once, and says how each is answered when all is well and when it is not', () => {
    const ids = operations().map(({ one }) => one.operationId);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    for (const { path, one } of operations()) {
      const statuses = Object.keys(one.responses);
      expect([path, statuses.some((status) => /^2\d\d$/.test(status))]).toEqual([path, true]);
      if (path.startsWith('/api/')) expect([path, statuses]).toEqual([path, expect.arrayContaining(['401', '403', '404', '500', '503'])]);
      for (const [status, answer] of Object.entries(one.responses)) {
        const { description } = (typeof answer['$ref'] === 'string' ? resolved(answer['$ref']) : answer) as Json;
        expect([path, status, typeof description]).toEqual([path, status, 'string']);
      }
    }
  });

  it('declares each parameter of a path, as needed', () => {
    for (const { path, method, one } of operations()) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const declared = (one.parameters ?? []).filter((parameter) => parameter.in === 'path');
      expect([method, path, declared.map(({ name }) => name)]).toEqual([method, path, inPath]);
      expect(declared.every(({ required }) => required)).toBe(true);
      const named = (one.parameters ?? []).map(({ name, in: where }) => `${where} ${name}`);
      expect([path, new Set(named).size]).toEqual([path, named.length]);
    }
    expect(text).not.toMatch(/"\/[^"]*:\w+[^"]*":\{"(get|post)"/);
  });

  it('gives each number a format', () => {
    for (const [at, { type, format }] of objectsIn(document)) {
      if (type === 'integer' || type === 'number') expect([at, format]).toEqual([at, expect.stringMatching(/^(int32|int64|float|double)$/)]);
    }
  });

  it('bounds what is sent: texts and lists have a length, objects no unknown members', () => {
    const bodies = operations().flatMap(({ path, one }) => (one['requestBody'] ? [[path, one['requestBody']] as const] : []));
    for (const [path, body] of bodies) {
      for (const [at, schema] of objectsIn(body, path)) {
        if (schema['type'] === 'string' && !schema['enum']) expect([at, typeof schema['maxLength']]).toEqual([at, 'number']);
        if (schema['type'] === 'array') expect([at, typeof schema['maxItems']]).toEqual([at, 'number']);
        if (schema['type'] === 'object') expect([at, schema['additionalProperties']]).toEqual([at, false]);
      }
    }
  });

  it('declares every answer: with its members and no others, texts and lists with a length', () => {
    const inAnswers = operations().flatMap(({ path, one }) =>
      Object.entries(one.responses)
        .filter(([, answer]) => !answer['$ref'])
        .map(([, answer]) => [path, answer] as const),
    );
    const components = document['components'] as Readonly<Record<string, Json>>;
    expect(inAnswers.length).toBeGreaterThanOrEqual(operations().length);
    for (const [path, answer] of inAnswers) {
      const [[mediaType, media] = []] = Object.entries((answer['content'] ?? {}) as Record<string, Json>);
      expect([path, typeof mediaType]).toEqual([path, 'string']);
      if (path.startsWith('/api/')) expect([path, typeof media?.['schema']]).toEqual([path, 'object']);
    }
    for (const [at, schema] of objectsIn([...inAnswers, Object.entries(components['schemas'] as Json)])) {
      if (schema['type'] === 'string' && !schema['enum']) expect([at, typeof schema['maxLength']]).toEqual([at, 'number']);
      if (schema['type'] === 'array') expect([at, typeof schema['maxItems'], typeof schema['items']]).toEqual([at, 'number', 'object']);
      if (schema['type'] === 'object') expect([at, [undefined, true].includes(schema['additionalProperties'] as undefined)]).toEqual([at, false]);
    }
  });

  it('asks for If-Match where the edge does', () => {
    const needing = operations().filter(({ one }) => one.parameters?.some(({ name, required }) => name === 'If-Match' && required));
    expect(needing.map(({ one }) => one.operationId)).toEqual(expect.arrayContaining(['ChangeRoles', 'ClosePlan', 'CloseCharge', 'CorrectPersonDetails']));
  });

  it('has an answer at each of its addresses: none is unknown to the edge', async () => {
    for (const { path, method, one } of operations()) {
      const { status } = await edge.send(`${method.toUpperCase()} ${path.replace(/\{\w+\}/g, 'x')}`, method === 'post' ? { body: {} } : {});
      expect([path, status === 401]).toEqual([path, one['security'] === undefined]);
    }
  });

  it('leads from every refusal to a page that says what to do', async () => {
    const codes = problemCodes();
    expect(codes.length).toBeGreaterThan(50);
    for (const code of codes) {
      const page = await edge.send(`GET /problems/${code}`);
      expect([code, page.status, page.headers.get('content-type')]).toEqual([code, 200, 'text/html; charset=utf-8']);
      expect(page.text).toContain(`<code>${code}</code>, answered with status ${problemOf(code)?.status}.`);
      expect(page.text).not.toMatch(/<script|https?:\/\//);
      expect([code, text.includes(`\`${code}\``)]).toEqual([code, true]);
    }
  });

  it('promises no headers that no answer has', async () => {
    const { headers } = await edge.send('GET /api/v1/organisations', { as: 'sara' });
    const promised = [...text.matchAll(/"(RateLimit-\w+)"/g)].map(([, name]) => name as string);
    expect([...new Set(promised)].filter((name) => !headers.has(name))).toEqual([]);
  });
});
