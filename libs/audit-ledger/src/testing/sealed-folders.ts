import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type LedgerKey, loadOrCreateLedgerKey } from '../key.ts';
import { type Ledger, openLedger } from '../ledger.ts';

export const ORIGIN = 'patto.example/events';

/** The entry of a position; their lengths differ. */
export const entry = (index: number): Buffer => Buffer.from(`{"event":${index},"words":"${'è'.repeat(index % 40)}"}`);

/** Brings the log up to `size`, the way a sealer does: from where the ledger is. */
export const sealTo = async (ledger: Ledger, size: number): Promise<string> => {
  while (ledger.size < size) {
    await ledger.append(Array.from({ length: Math.min(256, size - ledger.size) }, (_, n) => entry(ledger.size + n)));
  }
  return ledger.sign();
};

/** Ledgers in folders of their own, all under one key. */
export class SealedFolders {
  readonly root = mkdtempSync(join(tmpdir(), 'ledger-'));
  readonly key: LedgerKey = loadOrCreateLedgerKey(join(this.root, 'events.key'), ORIGIN);
  #places = 0;

  /** A folder that does not exist yet. */
  place(): string {
    this.#places += 1;
    return join(this.root, String(this.#places), 'ledger', 'events');
  }

  open(folder: string): Promise<Ledger> {
    return openLedger({ folder, origin: ORIGIN, key: this.key });
  }

  /** A folder in which each of these sizes was signed. */
  async sealed(...sizes: number[]): Promise<string> {
    const folder = this.place();
    const ledger = await this.open(folder);
    for (const size of sizes) await sealTo(ledger, size);
    await ledger.close();
    return folder;
  }

  copyOf(folder: string): string {
    const copy = this.place();
    cpSync(dirname(folder), dirname(copy), { recursive: true });
    return copy;
  }

  remove(): void {
    rmSync(this.root, { recursive: true });
  }
}

/** The files of a ledger and the head beside it, by path. */
export const filesIn = (folder: string): string[] =>
  readdirSync(dirname(folder), { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name).slice(dirname(folder).length + 1))
    .filter((file) => !file.includes('.lease')) // It tells how often the ledger was opened, not what is in it.
    .sort();

/** The same with their bytes. */
export const contents = (folder: string): Record<string, string> =>
  Object.fromEntries(filesIn(folder).map((file) => [file, readFileSync(join(dirname(folder), file), 'latin1')]));
