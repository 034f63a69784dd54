import { MOST_ENTRY_BYTES, type OpenBundle } from './bundle.ts';
import { type Checkpoint, formatCheckpoint } from './checkpoint.ts';
import { LedgerFiles } from './files.ts';
import { type FullTile, type Frontier, partialWidth, TILE_WIDTH } from './frontier.ts';
import type { LedgerKey } from './key.ts';
import { type Proofs, proofsFrom } from './stored-proofs.ts';
import { type Lease, takeLease } from './lease.ts';
import { recover, type Recovered, replay } from './recovery.ts';
import { LedgerRefused } from './refused.ts';

/** One append-only log of entries, as a Merkle tree in tiles on disk. One process at a time writes it. */
export interface Ledger {
  /** Entries appended; the index of the next one. After an open it is what was signed last: whoever feeds the ledger goes on from here. */
  readonly size: number;
  /** Entries under the last checkpoint. */
  readonly signedSize: number;
  /** The last checkpoint as it was published, a signed note; undefined before the first. */
  readonly note: string | undefined;
  /** The root over everything appended. */
  root(): Buffer;
  /**
   * Adds entries of at most 65,535 bytes, which must not change until it is done. What fills a bundle is written at once, the rest with the next
   * `sign`, and only that makes it durable: after a crash, `size` says from where to append again.
   */
  append(entries: readonly Uint8Array[]): Promise<void>;
  /**
   * Recomputes from the stored bytes what was appended since the last checkpoint, makes it durable, and publishes a signed checkpoint, which it returns.
   * @throws LedgerRefused where what is stored is not what was appended, or another process has written; the ledger then stops
   */
  sign(): Promise<string>;
  /** The stored bytes of an entry, `index` below `signedSize`: on start, whoever feeds the ledger compares the last one with its own. */
  entry(index: number): Promise<Buffer>;
  /** Proofs from the tiles that are stored, up to `signedSize`. */
  readonly proofs: Proofs;
  /** Waits for what is under way. It does not sign: a clean stop signs first. */
  close(): Promise<void>;
}

/** Where a ledger lies: `folder` has the served layout, `<folder>.head` and `<folder>.lease` beside it are the sealer's own state. `origin` is the key's name. */
export interface LedgerOptions {
  readonly folder: string;
  readonly origin: string;
  readonly key: LedgerKey;
}

/**
 * Opens a ledger, or begins one, and recovers from a crash between any two writes.
 * @throws LedgerRefused where what is stored does not fit the last checkpoint or head: going on could sign a fork
 */
export const openLedger = async ({ folder, origin, key }: LedgerOptions): Promise<Ledger> => {
  if (key.name !== origin) throw new LedgerRefused(`The key belongs to ${key.name}, not to ${origin}.`);
  const files = new LedgerFiles(folder);
  const lease = takeLease(`${folder}.lease`);
  try {
    return new DiskLedger(files, key, lease, await recover(files, origin, key));
  } catch (error) {
    lease.release();
    throw error;
  }
};

class DiskLedger implements Ledger {
  #busy: Promise<unknown> = Promise.resolve();
  #stopped: Error | undefined;

  /** The last checkpoint as published, and the tree under it. */
  #note: string | undefined;
  #signed: Frontier;
  /** The tree of all that was appended, and the entries of its bundle that is not full yet. */
  readonly #current: Frontier;
  #pending: OpenBundle;
  #head: string | undefined;
  readonly #files: LedgerFiles;
  readonly #key: LedgerKey;
  readonly #lease: Lease;
  readonly proofs: Proofs;

  constructor(files: LedgerFiles, key: LedgerKey, lease: Lease, { note, signed, current, pending, head }: Recovered) {
    this.#files = files;
    this.#key = key;
    this.#lease = lease;
    this.proofs = proofsFrom(files, () => this.signedSize);
    this.#note = note;
    this.#signed = signed;
    this.#current = current;
    this.#pending = pending;
    this.#head = head;
  }

  get size(): number {
    return this.#current.size;
  }

  get signedSize(): number {
    return this.#signed.size;
  }

  get note(): string | undefined {
    return this.#note;
  }

  root(): Buffer {
    return this.#current.root();
  }

  append(entries: readonly Uint8Array[]): Promise<void> {
    const long = entries.find((entry) => entry.length > MOST_ENTRY_BYTES);
    if (long) return Promise.reject(new RangeError(`An entry has ${long.length} bytes; at most ${MOST_ENTRY_BYTES} fit.`));
    return this.#inTurn(async () => {
      for (const entry of entries) {
        const start = this.#pending.add(entry);
        const full = this.#current.appendFrom(this.#pending.room, start, start + entry.length);
        if (full.length > 0) await this.#writeFull(full);
      }
    });
  }

  sign(): Promise<string> {
    return this.#inTurn(async () => {
      if (this.#note !== undefined && this.#signed.size === this.#current.size) return this.#note;
      await this.#writePartial();
      await this.#files.written();
      const [recomputed] = await Promise.all([replay(this.#files, this.#signed, this.#current.size), this.#files.flush()]);
      const root = this.#current.root();
      if (!recomputed.root().equals(root)) throw new LedgerRefused('What is stored is not what was appended. Nothing was signed.');
      await this.#publish({ origin: this.#key.name, size: recomputed.size, root });
      const before = this.#signed;
      this.#signed = recomputed;
      await this.#removeReplaced(before.size);
      return this.#note as string;
    });
  }

  async entry(index: number): Promise<Buffer> {
    if (!(index >= 0 && index < this.signedSize)) throw new RangeError(`There is no entry ${index} under the last checkpoint.`);
    const bundle = Math.floor(index / TILE_WIDTH);
    const entries = await this.#files.entries(bundle, Math.min(TILE_WIDTH, this.signedSize - bundle * TILE_WIDTH));
    return entries[index % TILE_WIDTH] as Buffer;
  }

  async close(): Promise<void> {
    await this.#busy;
    this.#stopped ??= new Error('The ledger is closed.');
    this.#lease.release();
  }

  /** One after the other; after a failure memory and disk may differ, so nothing more is done. */
  #inTurn<Result>(act: () => Promise<Result>): Promise<Result> {
    const turn = this.#busy.then(async () => {
      if (this.#stopped) throw new Error(`The ledger has stopped: ${this.#stopped.message}`, { cause: this.#stopped });
      return act().catch((error: Error) => {
        this.#stopped = error;
        throw error;
      });
    });
    this.#busy = turn.catch(() => undefined);
    return turn;
  }

  async #writeFull(tiles: readonly FullTile[]): Promise<void> {
    await this.#files.write('entries', this.#current.size / TILE_WIDTH - 1, TILE_WIDTH, this.#pending.bytes);
    for (const { level, index, hashes } of tiles) await this.#files.write(level, index, TILE_WIDTH, hashes);
    this.#pending = this.#pending.next();
  }

  /** The right edge: each level's partial tile, where it changed since the last checkpoint. */
  async #writePartial(): Promise<void> {
    const { size } = this.#current;
    const { count, bytes } = this.#pending;
    if (count > 0) await this.#files.write('entries', Math.floor(size / TILE_WIDTH), count, bytes);
    for (let level = 0, span = 1; span <= size; level++, span *= TILE_WIDTH) {
      const width = partialWidth(size, level);
      const changed = Math.floor(size / span) !== Math.floor(this.#signed.size / span);
      if (width > 0 && changed) await this.#files.write(level, Math.floor(size / span / TILE_WIDTH), width, this.#current.partialTile(level));
    }
  }

  /** The head first: once a signature can be seen, a restart must know its size and root. */
  async #publish(checkpoint: Checkpoint): Promise<void> {
    const text = formatCheckpoint(checkpoint);
    this.#lease.check();
    if ((await this.#files.text(this.#files.headFile)) !== this.#head) throw new LedgerRefused('Another process has written this ledger.');
    await this.#files.replace(this.#files.headFile, text);
    this.#head = text;
    const note = this.#key.sign(text);
    await this.#files.exchange(this.#files.checkpointFile, note); // Where the old one comes back, the head gives the new one again.
    this.#note = note;
  }

  /** Only the tile that was partial under the checkpoint before can have partial files: sizes that were passed over were never published. */
  async #removeReplaced(from: number): Promise<void> {
    for (let level = 0, span = TILE_WIDTH; span <= this.size; level++, span *= TILE_WIDTH) {
      const index = Math.floor(from / span);
      if (index === Math.floor(this.size / span)) continue;
      await this.#files.removePartials(level, index);
      if (level === 0) await this.#files.removePartials('entries', index);
    }
  }
}
