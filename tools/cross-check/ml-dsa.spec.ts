import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cosignedAt, loadOrCreateLedgerKey, loadOrCreateWitnessKey, ML_DSA_44, openLedger, parseVerifierKey, splitNote } from '@patto/audit-ledger';
import { readPolicy, verifyFolder } from '@patto/cli/verify';
import { couldNotRun } from '@patto/testing';
import { hasGo } from '@patto/testing/engines';
import { strFromU8, unzipSync } from 'fflate';
import { goBuilds } from './go-builds.ts';

const ENTRIES = 300;
const NOON = 1_795_518_000; // seconds of the Unix epoch
const BUILD_MS = 120_000; // The first build compiles Go's own library.
/** The first torchwood that knows ML-DSA-44. It needs a Go that is not out everywhere, so its tests' data are read and it is not run. */
const TORCHWOOD = 'filippo.io/torchwood@v0.10.0';
const SIGNED_BY_TORCHWOOD = 'cmd/litewitness/testdata/mldsa.txt';

const cosignedBy = (verifierKey: string, note: string): number | undefined => {
  const { text, signatures } = splitNote(note);
  return cosignedAt(text, signatures, parseVerifierKey(verifierKey, [ML_DSA_44]));
};

describe("cosignatures with ML-DSA-44, by our own witness and by a program on Cloudflare's CIRCL and Go's own package for notes", () => {
  const folder = mkdtempSync(join(tmpdir(), 'ml-dsa-'));
  const data = join(folder, 'data');
  const place = join(data, 'ledger', 'events');
  const file = join(folder, 'note');
  const program = join(folder, 'ml-dsa');
  const key = loadOrCreateLedgerKey(join(folder, 'key'), 'valcurta.example/events');
  const ours = loadOrCreateWitnessKey(join(folder, 'witness'), 'asl.example', ML_DSA_44);
  let isBuilt = false;
  let note = '';

  /** The lines that the program says of a note. */
  const says = (of: string, command: 'verify' | 'cosign', ...args: readonly string[]): readonly string[] => {
    writeFileSync(file, of);
    return execFileSync(program, [command, file, ...args], { encoding: 'utf8', stdio: 'pipe' }).split('\n');
  };
  const cosigned = (): string => `${note}${ours.cosign(splitNote(note).text, NOON)}`;

  beforeAll(async () => {
    isBuilt = goBuilds('./ml-dsa', program, "cosignatures with ML-DSA-44 against Cloudflare's CIRCL");
    const ledger = await openLedger({ folder: place, origin: key.name, key });
    await ledger.append(Array.from({ length: ENTRIES }, (_, n) => Buffer.from(`event ${n}`)));
    await ledger.sign();
    note = ledger.note as string;
    await ledger.close();
  }, BUILD_MS);
  afterAll(() => rmSync(folder, { recursive: true }));

  it('fit there where our witness cosigned, and not where text, time, signature or key are others', () => {
    if (!isBuilt) return;
    const whole = cosigned();
    expect(says(whole, 'verify', ours.verifierKey)[0]).toBe(String(NOON));
    const line = whole.split('\n').at(-2) as string;
    const bytes = Buffer.from(line.split(' ')[2] as string, 'base64');
    for (const at of [4 + 7, 4 + 8, bytes.length - 100]) {
      const flipped = Buffer.from(bytes);
      flipped[at] = (flipped[at] ?? 0) ^ 1;
      const changed = whole.replace(line, `\u2014 asl.example ${flipped.toString('base64')}`);
      expect(() => says(changed, 'verify', ours.verifierKey)).toThrow('invalid signature');
    }
    expect(() => says(whole.replace(`\n${ENTRIES}\n`, `\n${ENTRIES - 1}\n`), 'verify', ours.verifierKey)).toThrow('invalid signature');
    const other = loadOrCreateWitnessKey(join(folder, 'other'), 'asl.example', ML_DSA_44);
    expect(() => says(whole, 'verify', other.verifierKey)).toThrow('no verifiable signatures');
  });

  it('that are made there count here: for who asks witnesses, and for who verifies with a policy', async () => {
    if (!isBuilt) return;
    const [verifierKey = '', line = ''] = says(note, 'cosign', 'comune.example', String(NOON));
    expect(cosignedBy(verifierKey, `${note}${line}\n`)).toBe(NOON);
    expect(cosignedBy(verifierKey, cosigned())).toBeUndefined();
    const policy = readPolicy(`log ${key.verifierKey}\nwitness comune ${verifierKey}\nquorum comune\n`);
    const witnessed = async (by: string) => {
      writeFileSync(join(place, 'witnessed'), by);
      return (await verifyFolder(data, { policy })).logs.events?.witnessed;
    };
    const at = new Date(NOON * 1_000).toISOString();
    expect(await witnessed(`${note}${line}\n`)).toEqual({ size: ENTRIES, quorum: true, by: [{ witness: 'comune', at }] });
    expect((await witnessed(cosigned()))?.quorum).not.toBe(true);
  });

  it('that torchwood made under a checkpoint of its own fit here', () => {
    if (!hasGo()) return; // Said above.
    const env = { ...process.env, GOTOOLCHAIN: 'local' };
    const { stdout } = spawnSync('go', ['mod', 'download', '-json', TORCHWOOD], { cwd: import.meta.dirname, encoding: 'utf8', env });
    const { Zip: zip } = JSON.parse(stdout || '{}') as { readonly Zip?: string };
    if (!zip) return couldNotRun('ML-DSA-44 as torchwood signs', `${TORCHWOOD} cannot be had`, { mustRunInCi: true });
    const path = `${TORCHWOOD}/${SIGNED_BY_TORCHWOOD}`;
    const tested = strFromU8(unzipSync(readFileSync(zip), { filter: ({ name }) => name === path })[path] as Uint8Array);
    const verifierKey = / -key (\S+)/.exec(tested)?.[1] as string;
    const signed = /```\nold 0\n\n([^`]+)```/.exec(tested)?.[1] as string;
    expect(cosignedBy(verifierKey, signed)).toBe(0); // A log signs at no time.
    expect(cosignedBy(verifierKey, signed.replace('\n1\n', '\n2\n'))).toBeUndefined();
  });
});
