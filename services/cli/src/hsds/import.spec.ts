import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { couldNotRun } from '@patto/testing';
import { folderWith, realDirectory } from './folders-for-tests.ts';
import { importHsds } from './import.ts';
import { EXIT_CODES, runImport, sourceOf } from './run.ts';

/** A server that keeps the last content of each record and answers as Patto does. */
class Registry implements AsyncDisposable {
  readonly bodies = new Map<string, string>();
  readonly revisions = new Map<string, number>();
  readonly keys: string[] = [];
  most = 0;
  /** Answers instead of the registry, where it gives a status. */
  fault: (body: string) => number | undefined = () => undefined;
  #now = 0;
  #server: Server | undefined;

  async open(): Promise<string> {
    this.#server = createServer((request, response) => {
      this.most = Math.max(this.most, ++this.#now);
      void json(request).then(async (body) => {
        await new Promise(setImmediate);
        this.#now -= 1;
        this.keys.push(String(request.headers['idempotency-key']));
        const text = JSON.stringify(body);
        const fault = request.headers.authorization === 'Bearer operator' ? this.fault(text) : 401;
        if (fault) return response.writeHead(fault, { 'content-type': 'application/problem+json' }).end('{"title":"No","detail":"It may not be."}');
        const { source, record, ...content } = body as Record<string, string>;
        const stream = [source, Object.keys(content)[0], record].join('/');
        const isSame = this.bodies.get(stream) === text;
        const revision = (this.revisions.get(stream) ?? 0) + (isSame ? 0 : 1);
        this.bodies.set(stream, text);
        this.revisions.set(stream, revision);
        return response.writeHead(isSame ? 200 : 201, { etag: `"${revision}"` }).end(JSON.stringify({ events: isSame ? [] : ['event'] }));
      });
    });
    await new Promise<void>((resolve) => this.#server?.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }
}

const SERVICES = ['id,name,description', 's1,Pranzo,Primo', 's2,Cena,Secondo', 's3,Doccia,Terzo'];

describe('importing a directory', () => {
  it('adds each record; a second run changes nothing, a changed record is one change, and one that comes back to what it was is one too', async () => {
    await using registry = new Registry();
    const target = { url: await registry.open(), token: 'operator', source: 'valcurta' };
    using first = folderWith({ 'services.csv': SERVICES });
    using second = folderWith({ 'services.csv': SERVICES.map((line) => line.replace('Secondo', 'Altro')) });
    expect(await importHsds(first.path, target)).toMatchObject({ added: 3, changed: 0, unchanged: 0, rejected: 0 });
    expect(await importHsds(first.path, target)).toMatchObject({ added: 0, changed: 0, unchanged: 3 });
    expect(await importHsds(second.path, target)).toMatchObject({ added: 0, changed: 1, unchanged: 2 });
    expect(await importHsds(first.path, target)).toMatchObject({ added: 0, changed: 1, unchanged: 2 });
    expect(new Set(registry.keys).size).toBe(12);
  });

  it('asks again with the same key where the server is busy', async () => {
    await using registry = new Registry();
    const target = { url: await registry.open(), token: 'operator', source: 'valcurta' };
    using folder = folderWith({ 'services.csv': SERVICES });
    const busy = [503, 429];
    registry.fault = () => busy.pop();
    expect(await importHsds(folder.path, target)).toMatchObject({ added: 3, rejected: 0 });
    expect([registry.keys.length, new Set(registry.keys).size]).toEqual([5, 3]);
  });

  it('names the row of a record that was refused, and goes on', async () => {
    await using registry = new Registry();
    const target = { url: await registry.open(), token: 'operator', source: 'valcurta' };
    using folder = folderWith({ 'services.csv': SERVICES });
    registry.fault = (body) => (body.includes('Cena') ? 422 : undefined);
    expect(await importHsds(folder.path, target)).toMatchObject({
      ...{ added: 2, rejected: 1 },
      notices: [{ file: 'services.csv', line: 3, severity: 'rejected', reason: 'It was refused: It may not be.' }],
    });
  });

  it('sends at most 32 at a time', async () => {
    await using registry = new Registry();
    const target = { url: await registry.open(), token: 'operator', source: 'valcurta' };
    using folder = folderWith({ 'services.csv': ['id,name', ...Array.from({ length: 500 }, (_, index) => `s${index},Pranzo`)] });
    expect(await importHsds(folder.path, target)).toMatchObject({ added: 500 });
    expect(registry.most).toBeGreaterThan(1);
    expect(registry.most).toBeLessThanOrEqual(32);
  });

  it('imports San Mateo with none of its contact persons', async () => {
    const path = realDirectory('ohana-san-mateo');
    if (!path) return couldNotRun('importing the real directory ohana-san-mateo', '../shared/data/ohana-san-mateo is not on this machine');
    await using registry = new Registry();
    const target = { url: await registry.open(), token: 'operator', source: 'san-mateo', timezone: 'America/Los_Angeles' };
    expect(await importHsds(path, target)).toMatchObject({ added: 343, rejected: 0, warnings: 0, discardedContactPersons: 31 });
    expect([...registry.bodies.values()].filter((body) => /Susan Houston|Brenda Brown|foo@bar/.test(body))).toEqual([]);
    expect(Math.max(...[...registry.bodies.values()].map((body) => Buffer.byteLength(body)))).toBeLessThan(32 * 1024);
  });
});

describe('patto import hsds', () => {
  const run = async (path: string, url: string, token = 'operator') => {
    const [out, err] = [[] as string[], [] as string[]];
    const code = await runImport(path, { url, token, json: true }, { out: { write: (text) => out.push(text) }, err: { write: (text) => err.push(text) } });
    return { code, out: out.join(''), err: err.join('') };
  };

  it('ends with 0 where all is in, and with 1 where some rows are rejected, which it names', async () => {
    await using registry = new Registry();
    const url = await registry.open();
    using whole = folderWith({ 'services.csv': SERVICES });
    using broken = folderWith({ 'services.csv': [...SERVICES, 's4,'] });
    expect(await run(whole.path, url)).toMatchObject({ code: EXIT_CODES.allIn, err: '' });
    const { code, out, err } = await run(broken.path, url);
    expect([code, err]).toEqual([EXIT_CODES.someRejected, 'services.csv:5:2: rejected: The row has 2 fields; the header has 3.\n']);
    expect(JSON.parse(out)).toMatchObject({ added: 3, rejected: 1 });
  });

  it('ends with 3 where there is no input, or the caller may not import', async () => {
    await using registry = new Registry();
    const url = await registry.open();
    using folder = folderWith({ 'services.csv': SERVICES });
    expect(await run('/nowhere/at/all', url)).toMatchObject({ code: EXIT_CODES.couldNotRun, err: expect.stringContaining('no file or folder') });
    const { code, out } = await run(folder.path, url, 'stranger');
    expect([code, JSON.parse(out)]).toEqual([EXIT_CODES.couldNotRun, expect.objectContaining({ added: 0, stopped: 'It may not be.' })]);
  });

  it('names a directory after its folder', () =>
    expect([sourceOf('/data/Ohana San Mateo/'), sourceOf('services.csv')]).toEqual(['ohana-san-mateo', 'services']));
});
