import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { flip, SealedFolder } from '../testing/sealed-folder.ts';
import { type Report, verifyUrl } from './index.ts';

const SIZE = 600;
const TOKEN = 'of-an-auditor';
const folder = new SealedFolder();
const reads = new SealedFolder('valcurta.example/accesses');
let withAccesses = false;
let served = '';
let base = '';
let server: Server;

beforeAll(async () => {
  for (const one of [folder, reads]) {
    await one.recordTo(SIZE);
    await one.seal();
    await one.close();
  }
  // The ledgers' folders as they are served: tiles for everybody, entries for whoever has the token.
  server = createServer((request, response) => {
    const isAccess = request.url?.startsWith('/ledger/accesses/') ?? false;
    const path = (request.url ?? '').replace(isAccess ? '/ledger/accesses/' : '/ledger/', '');
    const file = join(isAccess ? served.replace(folder.root, reads.root) : served, 'ledger', 'events', path);
    const open = !path.startsWith('tile/entries/') || request.headers.authorization === `Bearer ${TOKEN}`;
    if (!open) response.writeHead(401).end();
    else if (existsSync(file) && (withAccesses || !isAccess)) response.end(readFileSync(file));
    else response.writeHead(404).end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}, 60_000);
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  folder.remove();
  reads.remove();
});

const verify = (data: string, token = TOKEN): Promise<Report> => {
  served = data;
  return verifyUrl(`${base}/`, { key: folder.key.verifierKey, token });
};

describe('verifying a running installation', () => {
  it('fits where nothing was touched', async () => {
    const report = await verify(folder.data);
    expect(report).toMatchObject({ verdict: 'fits', exitCode: 0, findings: [], logs: { events: { checked: { entries: SIZE, tiles: 4, streams: 40 } } } });
    expect(report.logs.events?.checked.rows).toBeUndefined();
  });

  it.each([
    ['tile/entries/001', 3_000, 'tile/entries/001'],
    ['tile/0/001', 100, 'tile/entries/001'],
    ['tile/1/000.p/2', 40, 'tile/1/000.p/2'],
    ['checkpoint', 40, 'checkpoint'],
    ['verifier.key', 30, 'verifier.key'],
  ])('finds a flipped byte in %s', async (path, at, named) => {
    const data = folder.copy();
    flip(join(data, 'ledger', 'events', path), at);
    const { exitCode, findings } = await verify(data);
    expect(exitCode).toBe(1);
    expect(findings.map(({ file }) => file)).toContain(`${base}/ledger/${named}`);
  });

  it('checks the log of accesses too, and finds a flipped byte there', async () => {
    withAccesses = true;
    const whole = await verify(folder.data);
    flip(join(reads.data, 'ledger', 'events', 'tile/entries/001'), 3_000);
    const flipped = await verify(folder.data);
    withAccesses = false;
    expect(whole.logs.accesses?.checked).toMatchObject({ entries: SIZE, tiles: 4 });
    expect(whole.findings).toEqual([]);
    expect(flipped.findings.map(({ file }) => file)).toEqual([`${base}/ledger/accesses/tile/entries/001`]);
  });

  it('finds a bundle that is not there', async () => {
    const data = folder.copy();
    rmSync(join(data, 'ledger', 'events', 'tile/entries/000'));
    const { exitCode, findings } = await verify(data);
    expect(exitCode).toBe(1);
    expect(findings).toEqual([{ file: `${base}/ledger/tile/entries/000`, what: 'the file is missing' }]);
  });

  it('cannot be done without a token that may read entries, and says so', async () => {
    const { exitCode, notChecked } = await verify(folder.data, 'of-nobody');
    expect(exitCode).toBe(3);
    expect(notChecked.join()).toContain('auditors with a mandate');
  });

  it('cannot be done where nobody answers', async () => {
    const { exitCode, notChecked } = await verifyUrl('http://127.0.0.1:1', {});
    expect(exitCode).toBe(3);
    expect(notChecked.join()).toContain('cannot be reached');
  });
});
