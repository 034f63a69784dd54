import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { type PattoChild, startPatto } from '../testing/patto-child.ts';
import { ask, grow, WitnessRoom } from '../testing/witness-room.ts';

const KILLS = 30;
const TIMEOUT_MS = 600_000; // A process starts for each kill.
const LONGEST_LIFE_MS = 200; // Dozens of checkpoints, so that kills come between any two writes.

const room = new WitnessRoom();
let child: PattoChild | undefined;
afterAll(async () => {
  await child?.stop('SIGKILL');
  room.remove();
});

describe('a witness that is killed at any moment', () => {
  it(
    `never cosigns less than it has cosigned before, nor a fork, ${KILLS} times`,
    async () => {
      const folder = join(room.root, 'killed');
      const ledger = await room.ledger();
      const fork = await room.ledger();
      await grow(fork, 100_000, 'another');
      await grow(ledger, 1);
      let cosigned = 0;
      let answers = 0;
      for (let kill = 0; kill < KILLS; kill += 1) {
        child = startPatto(['witness', '--folder', folder, '--name', 'asl.example/witness', '--log', room.key.verifierKey, '--port', '0'], {});
        const url = await child.ready;
        const witness = { url, verifierKey: '', lastingKey: '', close: async () => undefined };
        const seen = Number((await ask(witness, 0, [], ledger.note as string)).body.trim());
        // The first answer of the very first one is a cosignature; after it, the size that it remembers.
        if (kill > 0) expect(seen).toBeGreaterThanOrEqual(cosigned);
        const before = kill > 0 ? seen : ledger.signedSize;
        const forged = await ask(witness, before, await fork.proofs.consistency(before, 100_000), fork.note as string);
        expect(forged.status).toBe(422);
        cosigned = before;
        const ended = child.ended;
        setTimeout(() => child?.stop('SIGKILL'), Math.random() * LONGEST_LIFE_MS);
        for (;;) {
          await grow(ledger, ledger.signedSize + 7);
          const proof = await ledger.proofs.consistency(cosigned, ledger.signedSize);
          const answer = await ask(witness, cosigned, proof, ledger.note as string).catch(() => undefined);
          if (!answer) break;
          expect(answer.status).toBe(200);
          answers += 1;
          cosigned = ledger.signedSize;
        }
        expect((await ended).signal).toBe('SIGKILL');
      }
      expect(answers).toBeGreaterThan(KILLS);
      process.stderr.write(`${KILLS} kills, ${answers} cosignatures\n`);
      await ledger.close();
      await fork.close();
    },
    TIMEOUT_MS,
  );
});
