import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { type Ledger, parsePolicy, splitNote, Witnessing } from '@patto/audit-ledger';
import { ask, grow, WitnessRoom } from '../testing/witness-room.ts';
import type { RunningWitness } from './server.ts';

const room = new WitnessRoom();
afterEach(() => room.stopAll());
afterAll(() => room.remove());

describe('a ledger with witnesses', () => {
  /** Three witnesses, of whom two are enough. */
  const witnessed = async (folder: string, running: readonly RunningWitness[]): Promise<Witnessing & { ledger: Ledger }> => {
    const lines = running.map(({ url, verifierKey }, at) => `witness w${at} ${verifierKey} ${url}\n`).join('');
    const members = running.map((_, at) => `w${at}`).join(' ');
    const policy = parsePolicy(`${lines}group enough 2 ${members}\nquorum enough\n`);
    const ledger = await room.ledger(folder);
    return Object.assign(new Witnessing({ folder, ledger, log: room.key.verifier, policy }), { ledger });
  };
  it('is witnessed when enough of them have cosigned, and knows it after a restart', async () => {
    const folder = room.place();
    const running = await room.three();
    const one = await witnessed(folder, running);
    await one.begin();
    for (const size of [3, 300, 700]) {
      await grow(one.ledger, size);
      await one.ask();
      expect(one.witnessedSize).toBe(size);
    }
    expect(splitNote(readFileSync(join(folder, 'witnessed'), 'utf8')).signatures).toHaveLength(4);
    await room.stop(running[0] as RunningWitness);
    await grow(one.ledger, 800);
    await one.ask();
    expect(one.witnessedSize).toBe(800);
    await room.stop(running[1] as RunningWitness);
    await grow(one.ledger, 900);
    await one.ask();
    expect(one.witnessedSize).toBe(800);
    await one.ledger.close();
    const again = await witnessed(folder, running);
    await again.begin();
    expect(again.witnessedSize).toBe(800);
    await again.ledger.close();
  });

  it('signs nothing more where a witness is ahead, and keeps what both said', async () => {
    const folder = room.place();
    const running = await room.three();
    const one = await witnessed(folder, running);
    await grow(one.ledger, 300);
    await one.ask();
    await one.ledger.close();
    const yesterday = room.place();
    const rolledBack = await witnessed(yesterday, running);
    await grow(rolledBack.ledger, 5);
    await expect(rolledBack.begin()).rejects.toThrow('was rolled back');
    expect(readdirSync(join(yesterday, 'alarms')).map((file) => file.split('.').at(-1))).toEqual(expect.arrayContaining(['ours', 'theirs']));
    await rolledBack.ledger.close();
  });

  it('raises an alarm where one of them was shown a fork, with the two notes as evidence', async () => {
    const folder = room.place();
    const running = await room.three();
    const other = await room.ledger();
    await grow(other, 5, 'another');
    const fork = other.note as string;
    await other.close();
    await ask(running[2] as RunningWitness, 0, [], fork);
    const one = await witnessed(folder, running);
    await grow(one.ledger, 5);
    await one.ask();
    expect(one.alarm?.message).toContain('w2 saw another log');
    const kept = readdirSync(join(folder, 'alarms')).map((file) => readFileSync(join(folder, 'alarms', file), 'utf8'));
    expect(kept.sort()).toEqual([fork, one.ledger.note].sort());
    expect(one.witnessedSize).toBe(0);
    await one.ledger.close();
  });
});
