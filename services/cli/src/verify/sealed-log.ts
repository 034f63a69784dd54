import { type Envelope, EventOrder, envelopeOf } from './events.ts';
import { Counter, hashLeaf } from './merkle.ts';
import type { Findings } from './report.ts';
import { DATABASE, type Row, type Rows } from './rows.ts';
import { FULL, type SealedFiles } from './sealed-files.ts';
import type { Statement } from './signed-checkpoint.ts';
import { HASH_BYTES, StoredTiles, UpperTiles } from './stored-tiles.ts';

/** How far a check has come, in entries. */
export type OnProgress = (checked: number, of: number) => void;

/** One position of the log, in the three places where it is kept. */
interface Place {
  readonly position: number;
  readonly sealed: Buffer | undefined;
  readonly row: Uint8Array | undefined;
  readonly hash: Buffer | undefined;
  readonly bundleName: string;
  readonly tileName: string;
}

/** Checks everything under one checkpoint: entry bundles, tiles, the rows of the database where there is one, and the root. */
export class SealedLog {
  /** Entries hashed so far. */
  entries = 0;
  readonly tiles: StoredTiles;
  readonly order = new EventOrder();

  constructor(
    readonly files: SealedFiles,
    readonly rows: Rows | undefined,
    readonly findings: Findings,
  ) {
    this.tiles = new StoredTiles(files, findings);
  }

  /** Walks the log once, from the first entry to the last that is sealed. */
  async check({ size, root }: Statement, onProgress: OnProgress): Promise<void> {
    const upper = new UpperTiles(this.tiles, this.findings);
    const counter = new Counter((level, hash) => upper.add(level, hash));
    for (let start = 0; start < size; start += FULL) {
      const any = await this.#checkTile(start / FULL, Math.min(FULL, size - start), counter);
      if (!any) break; // nothing is stored from here on: a forged size must not keep this busy for ever
      await upper.compare(FULL);
      onProgress(this.entries, size);
    }
    await upper.compare(1);
    if (!counter.root().equals(root)) this.findings.add(this.files.nameOf('checkpoint'), 'its root is not the one that the entries give');
    if (this.rows && !this.rows.fault && this.rows.last < size - 1) {
      const end = this.rows.count === 0 ? 'it is empty' : `it ends at position ${this.rows.last}`;
      this.findings.add(DATABASE, `${end}, but ${size} events were sealed: it was rolled back, or its end was removed`);
    }
  }

  /** Rows after the checkpoint: they must go on as every log does, but nothing vouches for them. Returns how many there are. */
  checkTail(from: number): number {
    let rows = 0;
    for (let row = this.rows?.take(); row; row = this.rows?.take()) {
      if (row.position !== from + rows) this.findings.add(DATABASE, `the row does not follow position ${from + rows - 1}`, row.position);
      this.#checkEvent(row.position, row.body, row, DATABASE);
      rows += 1;
    }
    if (this.rows?.fault) this.findings.add(DATABASE, `it cannot be read to its end: ${this.rows.fault}`);
    return rows;
  }

  /** One bundle, its tile, and the rows of the same positions. Says whether there was any of them. */
  async #checkTile(index: number, width: number, counter: Counter): Promise<boolean> {
    const [bundle, tile] = await Promise.all([this.tiles.bundle(index, width), this.tiles.tile(0, index, width)]);
    if (bundle.entries.length === 0 && !tile && !this.rows?.next) return false;
    for (let at = 0; at < width; at++) {
      const position = index * FULL + at;
      const row = this.#rowAt(position);
      const places = { position, sealed: bundle.entries[at], row: row?.body, hash: tile?.hash(at), bundleName: bundle.name, tileName: tile?.name ?? '' };
      const { leaf, entry } = this.#judge(places);
      counter.add(leaf);
      this.entries += 1;
      if (entry) this.#checkEvent(position, entry, row, this.rows ? DATABASE : bundle.name);
      else this.order.skip();
    }
    return true;
  }

  /** Which of bundle, row and tile is the odd one out; the tree goes on with what the others agree on, so that one fault stays one. */
  #judge({ position, sealed, row, hash, bundleName, tileName }: Place): { leaf: Buffer; entry?: Uint8Array } {
    if (sealed && row && !sealed.equals(row)) {
      const rowFits = hash?.equals(hashLeaf(row)) ?? false;
      const sealedFits = hash?.equals(hashLeaf(sealed)) ?? false;
      if (!rowFits) this.findings.add(DATABASE, 'the row is not the event that was sealed', position);
      if (!sealedFits) this.findings.add(bundleName, 'the entry is not the event that was sealed', position);
      const entry = rowFits ? row : sealed;
      return { leaf: hashLeaf(entry), entry };
    }
    const entry = sealed ?? row;
    if (!entry) return { leaf: hash ?? Buffer.alloc(HASH_BYTES) };
    const leaf = hashLeaf(entry);
    if (!hash || leaf.equals(hash)) return { leaf, entry };
    const both = sealed && row;
    this.findings.add(both ? tileName : bundleName, both ? 'the hash is not that of the entry' : `the entry does not have the hash in ${tileName}`, position);
    return { leaf: both ? leaf : hash, entry };
  }

  #checkEvent(position: number, entry: Uint8Array, row: Row | undefined, name: string): void {
    const event = envelopeOf(entry);
    for (const fault of this.order.faultsOf(event)) this.findings.add(name, fault, position);
    if (row) this.#checkColumns(row, Buffer.compare(entry, row.body) === 0 ? event : envelopeOf(row.body));
  }

  #checkColumns(row: Row, event: Envelope | undefined): void {
    const wrong = event ? this.order.wrongColumns(row, event) : [];
    if (wrong.length > 0) this.findings.add(DATABASE, `columns of the row do not say what its event says: ${wrong.join(', ')}`, row.position);
  }

  /** The row of a position; rows before it that have no place there are findings, and so is its absence. */
  #rowAt(position: number): Row | undefined {
    if (!this.rows) return undefined;
    while (this.rows.next && this.rows.next.position < position) {
      this.findings.add(DATABASE, 'the row is at a position that a log does not have', this.rows.take()?.position);
    }
    if (this.rows.next?.position === position) return this.rows.take();
    this.findings.add(DATABASE, this.rows.fault ? `the row cannot be read: ${this.rows.fault}` : 'the row is missing', position);
    return undefined;
  }
}
