import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LedgerFiles, type Lease, loadOrCreateWitnessKey, ML_DSA_44, takeLease, type WitnessKey } from '@patto/audit-ledger';

const stateFile = ({ folder }: LedgerFiles): string => join(folder, 'seen.json');

/** What a witness keeps: its keys, and the last checkpoint that it cosigned of each log. One process at a time holds it. */
export class SeenLogs {
  readonly key: WitnessKey;
  /** The key of ML-DSA-44, under which it cosigns beside the first. */
  readonly lastingKey: WitnessKey;
  readonly #files: LedgerFiles;
  readonly #lease: Lease;
  /** Signed notes by origin. */
  readonly #notes: Map<string, string>;

  private constructor(files: LedgerFiles, lease: Lease, [key, lastingKey]: readonly [WitnessKey, WitnessKey], notes: Map<string, string>) {
    this.#files = files;
    this.#lease = lease;
    this.key = key;
    this.lastingKey = lastingKey;
    this.#notes = notes;
  }

  /**
   * Opens or begins the memory of a witness in this folder.
   * @throws Error where another process holds it, or the key is there and the memory is not: such a witness would cosign a fork
   */
  static async open(folder: string, name: string): Promise<SeenLogs> {
    const files = new LedgerFiles(folder);
    const lease = takeLease(join(folder, 'witness.lease'));
    try {
      const keyFile = join(folder, 'witness.key');
      const state = stateFile(files);
      let text = await files.text(state);
      if (text === undefined) {
        if (existsSync(keyFile)) throw new Error(`${state} is missing, and the key beside it has cosigned before. Begin a new witness with a new name.`);
        text = '{}';
        await files.replace(state, text);
      }
      const lastingKeyFile = join(folder, 'witness-ml-dsa-44.key');
      const keys = [loadOrCreateWitnessKey(keyFile, name), loadOrCreateWitnessKey(lastingKeyFile, name, ML_DSA_44)] as const;
      return new SeenLogs(files, lease, keys, new Map(Object.entries(JSON.parse(text) as Record<string, string>)));
    } catch (error) {
      lease.release();
      throw error;
    }
  }

  /** The last checkpoint of a log that was cosigned here, a signed note. */
  last(origin: string): string | undefined {
    return this.#notes.get(origin);
  }

  /** Remembers a checkpoint. When this resolves it is durable, and only then may the cosignature leave. */
  async remember(origin: string, note: string): Promise<void> {
    const before = this.#notes.get(origin);
    this.#notes.set(origin, note);
    try {
      await this.#write();
    } catch (error) {
      if (before === undefined) this.#notes.delete(origin);
      else this.#notes.set(origin, before);
      throw error;
    }
  }

  /** Keeps two notes of one log that contradict each other, for whoever asks what happened. */
  async keepEvidence(seen: string, offered: string): Promise<void> {
    const place = join(this.#files.folder, 'alarms', String(Date.now()));
    await this.#files.replace(`${place}.seen`, seen);
    await this.#files.replace(`${place}.offered`, offered);
  }

  close(): void {
    this.#lease.release();
  }

  #write(): Promise<void> {
    return this.#files.replace(stateFile(this.#files), JSON.stringify(Object.fromEntries(this.#notes)));
  }
}
