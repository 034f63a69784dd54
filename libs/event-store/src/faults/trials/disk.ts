import type { Step } from './trace.ts';

type Change = Extract<Step, { kind: 'write' | 'truncate' }>;

/** Which of the things that were not synced before the cut survive it. */
export interface Luck {
  /** From 0 to 1, seeded. */
  readonly chance: () => number;
  /** How likely one survives, from 0 to 1. */
  readonly survival: number;
  /** What the disk writes at once: a sector of 512 bytes, or a page of 4 KiB. */
  readonly unit: number;
}

/** What a cut did. */
export interface Cut {
  /** Each file that is there afterwards, by its path before. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** So many writes that were not synced were lost whole, and so many in part. */
  readonly lost: number;
  readonly torn: number;
}

/** Bytes that grow: room is doubled, so that a file written page by page is not copied page by page. */
class Content {
  #room: Buffer;
  #size: number;

  constructor(bytes: Buffer) {
    this.#room = bytes;
    this.#size = bytes.length;
  }

  get bytes(): Buffer {
    return Buffer.from(this.#room.subarray(0, this.#size));
  }

  write(offset: number, bytes: Buffer): void {
    this.#resize(Math.max(this.#size, offset + bytes.length));
    bytes.copy(this.#room, offset);
  }

  truncate(size: number): void {
    if (size < this.#size) this.#room.fill(0, size, this.#size);
    this.#resize(size);
  }

  #resize(size: number): void {
    if (size > this.#room.length) this.#room = Buffer.concat([this.#room, Buffer.alloc(Math.max(size, this.#room.length * 2) - this.#room.length)]);
    this.#size = size;
  }
}

interface File {
  readonly synced: Content;
  unsynced: Change[];
}

interface Naming {
  readonly path: string;
  /** Nothing where the name was removed. */
  readonly file: File | undefined;
}

/**
 * A disk that promises no more than POSIX does: what a file holds is durable once the file was synced, what a folder names once the folder was, and
 * everything else may be there after a cut or not, in any order. Real file systems promise more.
 */
export class Disk {
  readonly #names = new Map<string, File>();
  readonly #syncedNames = new Map<string, File>();
  #unsyncedNames: Naming[] = [];

  constructor(readonly folder: string) {}

  take(step: Step): void {
    if (step.kind === 'said') return;
    const file = this.#names.get(step.path);
    if (step.kind === 'create' && !file) this.#name(step.path, { synced: new Content(Buffer.alloc(0)), unsynced: [] });
    if (step.kind === 'remove' && file) this.#name(step.path, undefined);
    if (step.kind === 'write' || step.kind === 'truncate') file?.unsynced.push(step);
    if (step.kind === 'sync' && step.path === this.folder) this.#syncNames();
    if (step.kind === 'sync' && file) {
      for (const change of file.unsynced) apply(file.synced, change);
      file.unsynced = [];
    }
  }

  /** The disk as it is found when the power goes now; the disk itself goes on. */
  cut({ chance, survival, unit }: Luck): Cut {
    const names = new Map(this.#syncedNames);
    for (const { path, file } of this.#unsyncedNames) if (chance() < survival) set(names, path, file);
    let [lost, torn] = [0, 0];
    const left = ({ synced, unsynced }: File): Buffer => {
      const found = new Content(synced.bytes);
      for (const change of unsynced) {
        const pieces = change.kind === 'write' ? piecesOf(change, unit) : [change];
        const kept = pieces.filter(() => chance() < survival);
        for (const piece of kept) apply(found, piece);
        if (kept.length === 0) lost += 1;
        else if (kept.length < pieces.length) torn += 1;
      }
      return found.bytes;
    };
    const files = new Map([...names].map(([path, file]) => [path, left(file)]));
    return { files, lost, torn };
  }

  #name(path: string, file: File | undefined): void {
    set(this.#names, path, file);
    this.#unsyncedNames.push({ path, file });
  }

  #syncNames(): void {
    for (const { path, file } of this.#unsyncedNames) set(this.#syncedNames, path, file);
    this.#unsyncedNames = [];
  }
}

const set = (names: Map<string, File>, path: string, file: File | undefined): void => {
  if (file) names.set(path, file);
  else names.delete(path);
};

const apply = (content: Content, change: Change): void => {
  if (change.kind === 'write') content.write(change.offset, change.bytes);
  else content.truncate(change.size);
};

/** A write as the disk takes it: cut where its units begin. */
const piecesOf = ({ kind, path, offset, bytes }: Extract<Change, { kind: 'write' }>, unit: number): readonly Change[] => {
  const pieces: Change[] = [];
  for (let from = 0; from < bytes.length; ) {
    const upTo = Math.min(bytes.length, from + unit - ((offset + from) % unit));
    pieces.push({ kind, path, offset: offset + from, bytes: bytes.subarray(from, upTo) });
    from = upTo;
  }
  return pieces;
};
