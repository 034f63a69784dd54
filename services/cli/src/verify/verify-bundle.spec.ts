import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDevelopmentIssuer } from '@patto/access';
import { unzipSync, zipSync } from 'fflate';
import { asking, type PattoChild, settingsIn, startPatto } from '../testing/patto-child.ts';
import { type BundleReport, verifyBundle } from './index.ts';

const SLOW_MS = 120_000; // A start with its seed, on two shared cores.
const A_DAY_MS = 86_400_000;
const inDays = (days: number): string => new Date(Date.now() + days * A_DAY_MS).toISOString();
const GIVEN = 'Rosalba';

type Files = Record<string, Uint8Array>;

describe('an evidence bundle', () => {
  const folder = mkdtempSync(join(tmpdir(), 'patto-bundle-'));
  const file = join(folder, 'bundle.zip');
  let child: PattoChild;
  let url: string;
  let bundle: Buffer;
  let person: string;
  let outside: string;
  let key: string;

  /** What is found in the bundle after this was done to it. */
  const tampered = async (change: (files: Files) => void): Promise<BundleReport> => {
    const files = unzipSync(bundle);
    change(files);
    writeFileSync(file, zipSync(files));
    return verifyBundle(file, { key });
  };
  const places = ({ findings }: BundleReport): readonly string[] => findings.map(({ file: place }) => place);
  const textIn = (files: Files, name: string): string => Buffer.from(files[name] as Uint8Array).toString();
  const flip = (name: (files: Files) => string, at: number) => (files: Files) => {
    const bytes = Buffer.from(files[name(files)] as Uint8Array);
    bytes[at] = (bytes[at] as number) ^ 1;
    files[name(files)] = bytes;
  };
  const entry = (files: Files): string => Object.keys(files).find((name) => name.startsWith('entries/')) as string;

  beforeAll(async () => {
    child = startPatto(['up'], settingsIn(folder));
    url = await child.ready;
    const ask = asking(url, folder);
    const body = { area: 'valcurta', capacity: 'adult', name: { given: GIVEN, family: 'Neri' }, birthDate: '1950-01-01' };
    const registered = (await ask('sara', 'POST /persons', body)).body;
    person = registered.id;
    const other = (await ask('sara', 'POST /persons', body)).body;
    outside = other.events[0];
    const opening = { basis: 'law', act: 'D.lgs. 117/2017', scope: person, from: inDays(-1), until: inDays(1) };
    const audit = (await ask('marta', 'POST /audits', opening)).body;
    const token = await openDevelopmentIssuer({ folder: join(folder, 'keys'), audience: 'patto' }).issueToken({ login: 'marta' });
    const asked = { events: [...registered.events, outside], disclose: [person] };
    for (let status = 0; status !== 200; ) {
      const answer = await fetch(`${url}/api/v1/audits/${audit.id}/bundles`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'patto-min-position': String(audit.position) },
        body: JSON.stringify(asked),
      });
      status = answer.status;
      bundle = Buffer.from(await answer.arrayBuffer());
      if (status !== 200 && status !== 409) throw new Error(bundle.toString()); // 409: not sealed yet.
    }
    key = await (await fetch(`${url}/ledger/verifier.key`)).text();
    const accesses = await ask('marta', `GET /persons/${person}/accesses`);
    expect(accesses.body.items[0]).toMatchObject({ purpose: 'audit', basis: 'legal-obligation', outcome: 'shown' });
    await child.stop('SIGTERM');
  }, SLOW_MS);
  afterAll(async () => {
    await child?.stop('SIGKILL');
    rmSync(folder, { recursive: true });
  });

  it('fits, offline, with the content that was disclosed and word of what was not', async () => {
    const report = await tampered(() => undefined);
    expect(report).toMatchObject({ verdict: 'fits', exitCode: 0, keyFrom: 'caller', checked: { entries: 1, withheldEntries: 1 } });
    expect(report.opened).toContainEqual(expect.objectContaining({ part: 'name', subject: person, value: { given: GIVEN, family: 'Neri' } }));
    expect(report.withheld.entries).toEqual([expect.objectContaining({ event: outside, because: 'outside-scope' })]);
    expect(bundle.includes(GIVEN)).toBe(false);
  });

  it.each([
    ['an entry', flip(entry, 300), /^entries\//],
    ['a tile', flip(() => Object.keys(unzipSync(bundle)).find((name) => name.startsWith('tile/0/')) as string, 3), /^(entries|tile|checkpoint|withheld)/],
    ['the checkpoint', flip(() => 'checkpoint', 40), /^checkpoint$/],
  ])('is caught with a flipped byte in %s', async (_, change, place) => {
    const report = await tampered(change);
    expect(report.exitCode).toBe(1);
    expect(places(report).some((name) => place.test(name))).toBe(true);
  });

  it('is caught with another entry in the place of the one that is withheld, and names it', async () => {
    const report = await tampered((files) => {
      const withheld = JSON.parse(textIn(files, 'withheld.json'));
      withheld.entries[0].leaf = Buffer.alloc(32, 7).toString('base64');
      files['withheld.json'] = Buffer.from(JSON.stringify(withheld));
    });
    expect(report.exitCode).toBe(1);
    expect(places(report)).toEqual([expect.stringContaining(outside)]);
  });

  it('is caught with a key that is another one, or of another part', async () => {
    const report = await tampered((files) => {
      const [first, ...rest] = JSON.parse(textIn(files, 'keys.json'));
      files['keys.json'] = Buffer.from(JSON.stringify([{ ...first, key: rest[0].key }, ...rest]));
    });
    expect(report.findings).toEqual([expect.objectContaining({ file: 'keys.json', what: expect.stringContaining('not the one that the event commits to') })]);
  });

  it('is caught where it keeps silent about a part', async () => {
    const report = await tampered((files) => {
      files['keys.json'] = Buffer.from('[]');
    });
    expect(report.findings.map(({ what }) => what)).toContain('its part name is neither disclosed nor said to be withheld');
  });

  it('is told apart from the log that is known by the key that was given before', async () => {
    writeFileSync(file, bundle);
    const another = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
    expect(await verifyBundle(file, { key: another })).toMatchObject({ exitCode: 1 });
    expect(await verifyBundle(file)).toMatchObject({ exitCode: 0, keyFrom: 'target' });
  });
});
