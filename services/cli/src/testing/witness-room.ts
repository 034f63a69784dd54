import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Ledger, type LedgerKey, loadOrCreateLedgerKey, openLedger } from '@patto/audit-ledger';
import { type RunningWitness, runWitness } from '../witness/server.ts';

const ORIGIN = 'valcurta.example/events';

/** What a witness answered. */
export interface Told {
  readonly status: number;
  readonly type: string | null;
  readonly body: string;
}

/** Asks a witness by the protocol, with whatever a test wants to ask. */
export const ask = async ({ url }: RunningWitness, old: number | string, proof: readonly Buffer[], note: string): Promise<Told> => {
  const body = `old ${old}\n${proof.map((hash) => `${hash.toString('base64')}\n`).join('')}\n${note}`;
  const response = await fetch(`${url}/add-checkpoint`, { method: 'POST', body });
  return { status: response.status, type: response.headers.get('content-type'), body: await response.text() };
};

/** Adds events that say these words until there are `size`, and signs. */
export const grow = async (ledger: Ledger, size: number, words = 'event'): Promise<void> => {
  await ledger.append(Array.from({ length: size - ledger.size }, (_, n) => Buffer.from(`${words} ${ledger.size + n}`)));
  await ledger.sign();
};

/** Witnesses and ledgers of one key in folders of their own, which are thrown away. */
export class WitnessRoom {
  readonly root = mkdtempSync(join(tmpdir(), 'witness-'));
  readonly key: LedgerKey = loadOrCreateLedgerKey(join(this.root, 'events.key'), ORIGIN);
  #running: RunningWitness[] = [];
  #places = 0;

  /** A folder that does not exist yet. */
  place(): string {
    this.#places += 1;
    return join(this.root, String(this.#places), 'events');
  }

  async witness(folder = this.place(), name = 'asl.example/witness'): Promise<RunningWitness> {
    const running = await runWitness({ folder, name, logs: [this.key.verifierKey], host: '127.0.0.1', port: 0 });
    this.#running.push(running);
    return running;
  }

  three(): Promise<RunningWitness[]> {
    return Promise.all([1, 2, 3].map((n) => this.witness(this.place(), `w${n}.example`)));
  }

  ledger(folder = this.place()): Promise<Ledger> {
    return openLedger({ folder, origin: ORIGIN, key: this.key });
  }

  /** Stops a witness as its operator would. */
  async stop(running: RunningWitness): Promise<void> {
    this.#running = this.#running.filter((one) => one !== running);
    await running.close();
  }

  async stopAll(): Promise<void> {
    for (const running of this.#running) await this.stop(running);
  }

  remove(): void {
    rmSync(this.root, { recursive: true });
  }
}
