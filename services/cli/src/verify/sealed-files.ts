import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Hashes in a full tile and entries in a full bundle. */
export const FULL = 256;

/** The two logs that are sealed: what happened, and who read of it. */
export type LogName = 'events' | 'accesses';

/** The sealed files of one log, wherever they are. */
export interface SealedFiles {
  /** How a person finds the file: its path below the data folder, or its URL. */
  nameOf(path: string): string;
  /** The bytes of a file; undefined where it is not there. @throws Unreadable */
  read(path: string): Promise<Buffer | undefined>;
}

/** Something could not be read, for a reason that says nothing about the log. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

/** `x001/x234/067` for 1234067. */
const spell = (index: number): string => {
  let spelt = String(index % 1000).padStart(3, '0');
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) spelt = `x${String(rest % 1000).padStart(3, '0')}/${spelt}`;
  return spelt;
};

/** The path of a tile below the ledger; `entries` for a bundle. */
export const pathOf = (level: number | 'entries', index: number, width: number): string =>
  `tile/${level}/${spell(index)}${width === FULL ? '' : `.p/${width}`}`;

/** A tile or bundle, and which of its files was there: a full one may have replaced the partial one that a checkpoint speaks of. */
export interface Found {
  readonly path: string;
  readonly width: number;
  readonly bytes: Buffer;
}

/** Finds a tile or bundle of this width. */
export const find = async (files: SealedFiles, level: number | 'entries', index: number, width: number): Promise<Found | undefined> => {
  for (const candidate of width === FULL ? [FULL] : [width, FULL]) {
    const path = pathOf(level, index, candidate);
    const bytes = await files.read(path);
    if (bytes) return { path, width: candidate, bytes };
  }
  return undefined;
};

/** The sealed files of a log below a data folder. */
export const filesInFolder = (data: string, log: LogName): SealedFiles => ({
  nameOf: (path) => `ledger/${log}/${path}`,
  read: (path) =>
    readFile(join(data, 'ledger', log, path)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
      throw new Unreadable(`ledger/${log}/${path} cannot be read: ${error.message}`);
    }),
});

const MOST_WAIT_MS = 30_000; // a server that says nothing for so long will not

/** The sealed files of a running installation; its entry bundles are shown to whoever has a mandate to read them. */
export const filesAtUrl = (base: string, log: LogName, token: string | undefined): SealedFiles => {
  const urlOf = (path: string): string => `${base.replace(/\/+$/, '')}/ledger/${log === 'events' ? '' : `${log}/`}${path}`;
  return {
    nameOf: urlOf,
    read: async (path) => {
      const url = urlOf(path);
      const headers = token && path.startsWith('tile/entries/') ? { authorization: `Bearer ${token}` } : {};
      try {
        const response = await fetch(url, { headers, signal: AbortSignal.timeout(MOST_WAIT_MS) });
        const bytes = Buffer.from(await response.arrayBuffer());
        if (response.ok) return bytes;
        if (response.status === 404 || response.status === 410) return undefined;
        const remedy = response.status === 401 || response.status === 403 ? '. Entries are for auditors with a mandate: give their token' : '';
        throw new Unreadable(`${url} was answered with ${response.status}${remedy}.`);
      } catch (error) {
        if (error instanceof Unreadable) throw error;
        const { message, cause } = error as Error;
        throw new Unreadable(`${url} cannot be reached: ${cause instanceof Error ? cause.message : message}`);
      }
    },
  };
};

/** Sealed files of which the next ones are read while the last ones are judged. */
export class ReadAhead implements SealedFiles {
  readonly #files: SealedFiles;
  readonly #begun = new Map<string, Promise<Buffer | undefined>>();

  constructor(files: SealedFiles) {
    this.#files = files;
  }

  nameOf(path: string): string {
    return this.#files.nameOf(path);
  }

  /** Begins to read a file that will be asked for. */
  begin(path: string): void {
    if (this.#begun.has(path)) return;
    const reading = this.#files.read(path);
    reading.catch(() => undefined); // said to whoever asks for it
    this.#begun.set(path, reading);
  }

  read(path: string): Promise<Buffer | undefined> {
    const begun = this.#begun.get(path);
    this.#begun.delete(path);
    return begun ?? this.#files.read(path);
  }
}
