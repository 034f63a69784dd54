import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadOrCreateWitnessKey, ML_DSA_44 } from '@patto/audit-ledger';
import { flip, SealedFolder } from '../testing/sealed-folder.ts';
import { formatReport, type Report, verifyFolder } from './index.ts';
import { readPolicy } from './policy.ts';

const SIZE = 600;
const EARLIER = 300;
const NOON = 1_795_518_000; // seconds of the Unix epoch
const WITNESSED = 'ledger/events/witnessed';
const folder = new SealedFolder();
const accesses = new SealedFolder('valcurta.example/accesses');
/** Two cosign with Ed25519 and the third with ML-DSA-44. */
const keys = (['asl', 'comune', 'terzo'] as const).map((name) =>
  loadOrCreateWitnessKey(join(folder.root, `${name}.key`), `${name}.example`, name === 'terzo' ? ML_DSA_44 : undefined),
);
const policyOf = (quorum: string, log = folder.key.verifierKey): string =>
  `log ${log}\nlog ${accesses.key.verifierKey}\n${keys.map(({ name, verifierKey }) => `witness ${name} ${verifierKey}\n`).join('')}group enough ${quorum} ${keys.map(({ name }) => name).join(' ')}\nquorum enough\n`;
const policy = readPolicy(policyOf('2'));
const checkpointOf = (data: string): string => readFileSync(join(data, 'ledger', 'events', 'checkpoint'), 'utf8');
const stating = (size: number, root = Buffer.alloc(32, 7)): string => folder.key.sign(`${folder.origin}\n${size}\n${root.toString('base64')}\n`);
const cosigned = (note: string, by = keys): string => `${note}${by.map((key) => key.cosign(note.slice(0, note.lastIndexOf('\n\n') + 1), NOON)).join('')}`;
let earlier = '';

beforeAll(async () => {
  await folder.recordTo(EARLIER);
  await folder.seal();
  earlier = checkpointOf(folder.data);
  for (const one of [folder, accesses]) {
    await one.recordTo(SIZE);
    await one.seal();
    await one.close();
  }
}, 60_000);
afterAll(() => {
  folder.remove();
  accesses.remove();
});

/** A copy with this beside its checkpoint. */
const withWitnessed = (note?: string): string => {
  const data = folder.copy();
  if (note !== undefined) writeFileSync(join(data, WITNESSED), note);
  return data;
};
const verify = (note?: string, by = policy): Promise<Report> => verifyFolder(withWitnessed(note), { policy: by });
const since = (note: string, data = folder.data): Promise<Report> => verifyFolder(data, { key: folder.key.verifierKey, kept: [{ file: 'kept', note }] });
const whatOf = ({ findings }: Report): string[] => findings.map(({ file, what }) => `${file}: ${what}`);

describe('verifying with a policy', () => {
  it('says how far the log is witnessed, by whom and when, and takes the key of the log from it', async () => {
    const report = await verify(cosigned(checkpointOf(folder.data), keys.slice(1)));
    const at = new Date(NOON * 1_000).toISOString();
    expect(report).toMatchObject({ verdict: 'fits', exitCode: 0, findings: [], logs: { events: { keyFrom: 'caller' } } });
    expect(report.logs.events?.witnessed).toEqual({ size: SIZE, quorum: true, by: ['comune', 'terzo'].map((name) => ({ witness: `${name}.example`, at })) });
    expect(formatReport(report)).toContain('600 of 600 entries, by comune.example');
  });

  it('calls what was sealed since a tail that is not witnessed', async () => {
    const report = await verify(cosigned(earlier));
    expect(report).toMatchObject({ verdict: 'unwitnessed-tail', exitCode: 2, findings: [], logs: { events: { witnessed: { size: EARLIER } } } });
  });

  it.each([
    ['there is none', undefined, /witnessed: it is missing/],
    ['too few have cosigned', cosigned, 1],
    ['the log itself has not signed it', (note: string) => cosigned(note).replace(/^— valcurta.*\n/mu, ''), /has not signed it/],
    ['it is a fork, shown to the witnesses alone', () => cosigned(stating(EARLIER)), /forked/],
    ['it is a fork of the same size', () => cosigned(stating(SIZE)), /forked/],
    ['they saw more than there is', () => cosigned(stating(SIZE + 1)), /states 601 entries, and the checkpoint 600: the log was rolled back/],
    ['the cosignature is of another text', (note: string) => note + cosigned(earlier).slice(earlier.length), /cosignature of asl.example does not fit/],
  ])('finds that %s', async (_, note, what) => {
    const checkpoint = checkpointOf(folder.data);
    const text = what === 1 ? cosigned(checkpoint, keys.slice(0, 1)) : note?.(checkpoint);
    const report = await verify(text);
    expect(report.exitCode).toBe(1);
    expect(whatOf(report).join('\n')).toMatch(what instanceof RegExp ? what : /cosignatures are not enough/);
  });

  it('finds a flipped bit in a cosignature', async () => {
    const data = withWitnessed(cosigned(checkpointOf(folder.data)));
    const file = join(data, WITNESSED);
    flip(file, readFileSync(file).length - 30);
    expect((await verifyFolder(data, { policy })).exitCode).toBe(1);
  });

  it('finds a log whose key the policy does not name', async () => {
    const report = await verify(cosigned(checkpointOf(folder.data)), readPolicy(policyOf('2', `${loadedElsewhere().key.verifierKey}`)));
    expect(whatOf(report).join('\n')).toContain('it is not the key that was given');
  });

  it('counts nobody without one, and says so, but holds what was witnessed against the entries', async () => {
    const clean = await verifyFolder(withWitnessed(cosigned(earlier)));
    expect([clean.verdict, clean.logs.events?.witnessed]).toEqual(['fits', { size: EARLIER, by: [] }]);
    expect(formatReport(clean)).toContain('--policy');
    expect((await verifyFolder(withWitnessed(cosigned(stating(EARLIER))))).exitCode).toBe(1);
  });
});

const strangers: SealedFolder[] = [];
afterAll(() => {
  for (const stranger of strangers) stranger.remove();
});
const loadedElsewhere = (): SealedFolder => {
  const stranger = new SealedFolder();
  strangers.push(stranger);
  return stranger;
};

describe('verifying against a checkpoint that was kept', () => {
  it('fits where the log continues it, from no entry on and up to its end', async () => {
    const empty = stating(0, Buffer.from('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 'hex'));
    for (const note of [empty, earlier, checkpointOf(folder.data)]) {
      const report = await since(note);
      expect([report.verdict, report.findings, report.logs.events?.kept.length]).toEqual(['fits', [], 1]);
    }
  });

  it.each([
    ['a log that was rolled back', () => stating(SIZE + 5), /states 605 entries, and the checkpoint 600: the log was rolled back/],
    ['a fork', () => stating(EARLIER), /does not continue it/],
    ['a fork at the edge of a tile', () => stating(256), /does not continue it/],
    ['another empty log', () => stating(0), /does not continue it/],
    ['another key under the same name', () => loadedElsewhere().key.sign(`${folder.origin}\n1\n${'A'.repeat(43)}=\n`), /has not signed it with this key/],
    ['another log', () => accesses.key.sign(`${accesses.origin}\n1\n${'A'.repeat(43)}=\n`), /no log here has this origin/],
  ])('names %s', async (_, note, what) => {
    const report = await since(note());
    expect(report.exitCode).toBe(1);
    expect(whatOf(report).join('\n')).toMatch(what);
    expect(report.findings.every(({ file }) => file === 'kept')).toBe(true);
  });

  it('cannot be done with what is none', async () => expect((await since('nothing')).exitCode).toBe(3));
});

describe("the sealer's own head", () => {
  const withHead = async (text: string | undefined): Promise<Report> => {
    const data = folder.copy();
    const file = join(data, 'ledger', 'events.head');
    if (text === undefined) rmSync(file);
    else writeFileSync(file, text);
    return verifyFolder(data);
  };

  it('may be missing: it is no evidence', async () => expect((await withHead(undefined)).verdict).toBe('fits'));

  it.each([
    ['another root', `${SIZE}\n${'A'.repeat(43)}=\n`, /its root is not/],
    ['fewer entries than the checkpoint', `${EARLIER}\n${'A'.repeat(43)}=\n`, /states 300 entries, and the checkpoint 600/],
    ['more entries than the database', `${SIZE + 1}\n${'A'.repeat(43)}=\n`, /its end was removed/],
    ['nothing', 'x', /does not state/],
  ])('is named where it states %s', async (_, rest, what) => {
    const report = await withHead(`${folder.origin}\n${rest}`);
    expect(report.exitCode).toBe(1);
    expect(whatOf(report)).toEqual([expect.stringMatching(/^ledger\/events\.head: /)]);
    expect(whatOf(report).join()).toMatch(what);
  });
});

describe('the log of accesses', () => {
  const withAccesses = (): string => {
    const data = folder.copy();
    cpSync(join(accesses.data, 'events.sqlite'), join(data, 'accesses.sqlite'));
    cpSync(join(accesses.data, 'ledger', 'events'), join(data, 'ledger', 'accesses'), { recursive: true });
    return data;
  };

  it('is checked beside that of events', async () => {
    const report = await verifyFolder(withAccesses(), { accessesKey: accesses.key.verifierKey });
    expect(report).toMatchObject({ verdict: 'fits', findings: [], logs: { accesses: { keyFrom: 'caller', checked: { entries: SIZE, rows: SIZE } } } });
  });

  it.each(['tile/entries/001', 'tile/0/001', 'tile/1/000.p/2', 'checkpoint', 'verifier.key'])('is found to have a flipped byte in %s', async (path) => {
    const data = withAccesses();
    flip(join(data, 'ledger', 'accesses', path), 35);
    const report = await verifyFolder(data);
    expect(report.exitCode).toBe(1);
    expect(report.findings.some(({ file }) => file === `ledger/accesses/${path}`)).toBe(true);
  });

  it('is missed where only its database or only its ledger is left', async () => {
    for (const path of ['accesses.sqlite', 'ledger/accesses']) {
      const data = withAccesses();
      rmSync(join(data, path), { recursive: true });
      expect((await verifyFolder(data)).exitCode).toBe(3);
    }
  });
});
