import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { COSIGNERS, cosignedAt, LedgerRefused, loadOrCreateLedgerKey, parseVerifierKey, splitNote } from '@patto/audit-ledger';
import { ask, grow, WitnessRoom } from '../testing/witness-room.ts';

const room = new WitnessRoom();
const stranger = loadOrCreateLedgerKey(join(room.root, 'stranger.key'), 'elsewhere.example/log');
const forged = loadOrCreateLedgerKey(join(room.root, 'forged.key'), room.key.name);

type Question = readonly [old: number | string, proof: readonly Buffer[], note: string];

/** Notes of 3, 5 and 300 entries, and what proves each from the one before. */
const notes = new Map<number, string>();
const proofs = new Map<string, readonly Buffer[]>();
/** A log of the same key that says something else from its first entry on. */
let forkOf5: string;
const note = (size: number): string => notes.get(size) as string;
const proof = (way: string): readonly Buffer[] => proofs.get(way) as readonly Buffer[];

beforeAll(async () => {
  const ledger = await room.ledger();
  for (const size of [3, 5, 300]) {
    await grow(ledger, size);
    notes.set(size, ledger.note as string);
    for (const from of [3, 5].filter((earlier) => earlier < size)) proofs.set(`${from}-${size}`, await ledger.proofs.consistency(from, size));
  }
  await ledger.close();
  const other = await room.ledger();
  await grow(other, 5, 'another');
  forkOf5 = other.note as string;
  await other.close();
});
afterEach(() => room.stopAll());
afterAll(() => room.remove());

describe('a witness', () => {
  it('cosigns what it sees first, and what is proved to extend it', async () => {
    const asl = await room.witness();
    const verifiers = [asl.verifierKey, asl.lastingKey].map((key) => parseVerifierKey(key, COSIGNERS));
    expect(verifiers.map(({ type }) => type)).toEqual(COSIGNERS);
    for (const [old, way, size] of [
      [0, '', 3],
      [3, '3-5', 5],
      [5, '5-300', 300],
    ] as const) {
      const { status, body } = await ask(asl, old, way ? proof(way) : [], note(size));
      expect(status).toBe(200);
      const { text, signatures } = splitNote(`${note(size)}${body}`);
      for (const verifier of verifiers) {
        expect(cosignedAt(text, signatures, verifier)).toBeGreaterThan(Date.now() / 1_000 - 60);
        expect(cosignedAt(text.replace(`${size}`, '9'), signatures, verifier)).toBeUndefined();
      }
    }
  });

  it('cosigns the same checkpoint again', async () => {
    const asl = await room.witness();
    await ask(asl, 0, [], note(5));
    expect((await ask(asl, 5, [], note(5))).status).toBe(200);
  });

  const refused: readonly (readonly [string, number, () => Question])[] = [
    ['400 to what is no request', 400, () => ['x', [], note(3)]],
    ['400 to a size with a leading zero', 400, () => ['00', [], note(3)]],
    ['400 to a proof of 64 hashes', 400, () => [0, Array.from({ length: 64 }, () => Buffer.alloc(32)), note(3)]],
    ['400 to hashes of another length', 400, () => [0, [Buffer.alloc(31)], note(3)]],
    ['400 to an old size above the checkpoint', 400, () => [9, [], note(5)]],
    ['400 to a request that is too long', 400, () => [0, [], `${note(3)}${'x'.repeat(20_000)}`]],
    ['403 where no known key signed', 403, () => [0, [], forged.sign(splitNote(note(3)).text)]],
    ['403 where a known key signed something else', 403, () => [0, [], note(3).replace('\n3\n', '\n4\n')]],
    ['404 to a log that it does not know', 404, () => [0, [], stranger.sign(`${stranger.name}\n0\n${Buffer.alloc(32).toString('base64')}\n`)]],
    ['409 where old is not what it saw', 409, () => [3, proof('3-5'), note(5)]],
    ['422 to a proof from nothing', 422, () => [0, proof('3-5'), note(5)]],
  ];
  it.each(refused)('answers %s', async (_, status, request) => {
    const [old, hashes, offered] = request();
    const answer = await ask(await room.witness(), old, hashes, offered);
    expect(answer.status).toBe(status);
    if (status === 409) expect(answer).toMatchObject({ type: 'text/x.tlog.size', body: '0\n' });
  });

  it('answers 422 to a wrong proof and to another root of the same size, and keeps both notes', async () => {
    const folder = room.place();
    const asl = await room.witness(folder);
    await ask(asl, 0, [], note(3));
    expect((await ask(asl, 3, proof('3-300'), note(5))).status).toBe(422);
    await ask(asl, 3, proof('3-5'), note(5));
    expect(await ask(asl, 5, [], forkOf5)).toMatchObject({ status: 422, body: note(5) });
    const kept = readdirSync(join(folder, 'alarms')).map((file) => readFileSync(join(folder, 'alarms', file), 'utf8'));
    expect(kept).toEqual(expect.arrayContaining([forkOf5, note(5)]));
    expect((await ask(asl, 5, proof('5-300'), note(300))).status).toBe(200);
  });

  it('remembers across a restart, and does not begin again where its memory was lost', async () => {
    const folder = room.place();
    await ask(await room.witness(folder), 0, [], note(5));
    await room.stopAll();
    const again = await room.witness(folder);
    expect(await ask(again, 0, [], note(3))).toMatchObject({ status: 409, body: '5\n' });
    await room.stopAll();
    rmSync(join(folder, 'seen.json'));
    await expect(room.witness(folder)).rejects.toThrow('Begin a new witness');
  });

  it('is one process over its folder', async () => {
    const folder = room.place();
    await room.witness(folder);
    await expect(room.witness(folder)).rejects.toThrow(LedgerRefused);
  });

  it('cosigns one of many that come at once, never two that contradict each other', async () => {
    const asl = await room.witness();
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => ask(asl, 0, [], n % 2 ? forkOf5 : note(5))));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });
});
