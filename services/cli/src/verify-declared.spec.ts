import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import '@patto/all-in-one'; // All events are declared by here.
import { recordedData } from '@patto/service-kit';
import { type PattoChild, settingsIn, startPatto } from './testing/patto-child.ts';
import { verifyFolder } from './verify/index.ts';

const TIMEOUT_MS = 90_000; // a process that compiles what it runs, on two shared cores

describe('verifying the seeded district', () => {
  const folder = mkdtempSync(join(tmpdir(), 'patto-declared-'));
  let child: PattoChild;
  beforeAll(async () => {
    child = startPatto(['up'], settingsIn(folder));
    await child.ready;
    await child.stop('SIGTERM');
  }, TIMEOUT_MS);
  afterAll(() => rmSync(folder, { recursive: true }));

  it('finds all it recorded as declared, both logs in order, and each access resting on what happened', async () => {
    const { verdict, logs } = await verifyFolder(join(folder, 'data'), { schemaOf: recordedData() });
    expect([logs.events?.rules.findings, logs.accesses?.rules.findings]).toEqual([[], []]);
    expect(verdict).toBe('fits');
    expect(logs.events?.rules).toEqual({ findings: [], moreFindings: 0, schemasChecked: logs.events?.checked.entries, unknownTypes: {} });
    expect([logs.accesses?.keyFrom, logs.accesses?.rules.unknownTypes]).toEqual(['events', {}]);
  });

  it('names the member of an event that is not as declared, and not what it says', () => {
    const fits = recordedData()('patto.partnerships.OrganisationRegistered.v1');
    const circumstances = { by: { actor: 'operator-9edb5024-c02a-86af-b958-df5af37e3d38' }, initiative: 'agency', channel: 'self' };
    const data = { sector: 'public-body', name: 'Comune', identifiers: [], ...circumstances, happenedAt: '2026-11-10T07:46:19.099Z', basedOn: [] };
    expect(fits?.(data)).toBeUndefined();
    expect(fits?.({ ...data, sector: 'secret' })).toMatch(/^data\/sector must be/);
    expect(fits?.({ ...data, sector: 'secret' })).not.toContain('secret');
    expect(fits?.({ ...data, secret: 1 })).not.toContain('secret');
    expect(fits?.({ ...data, channel: undefined })).toBeDefined();
    expect(recordedData()('patto.partnerships.Unheard.v1')).toBeUndefined();
  });
});
