import { closeSync, existsSync, fsync, openSync, readFileSync, statSync, writeFile } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { promisify } from 'node:util';
import { HASH_BYTES } from './hashing.ts';
import { decodeBundle } from './bundle.ts';
import { TILE_WIDTH } from './frontier.ts';
import { partialsPath, type TileLevel, tilePath } from './layout.ts';

/** So many files are flushed at a time: as many as Node's pool has threads, and a few that wait for one. */
const FLUSHES_AT_ONCE = 8;
/** So many files may wait to be written: some megabytes. */
const WRITES_AT_ONCE = 32;

/** The files of one log: what is served lies in `folder`, and the state that only the sealer needs in `<folder>.head`. */
export class LedgerFiles {
  readonly headFile: string;
  readonly checkpointFile: string;
  readonly verifierKeyFile: string;
  readonly #made = new Set<string>();
  readonly #unflushed = new Set<string>();
  readonly #writing = new Set<Promise<void>>();
  #failure: Error | undefined;
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
    this.headFile = `${folder}.head`;
    this.checkpointFile = join(folder, 'checkpoint');
    this.verifierKeyFile = join(folder, 'verifier.key');
  }

  /** Begins to write a tile or bundle, whose bytes must not change any more. It is durable after the next `flush`: flushing beside it would hold up every new file. */
  async write(level: TileLevel, index: number, width: number, bytes: Buffer): Promise<void> {
    const file = join(this.folder, tilePath(level, index, width));
    const place = dirname(file);
    if (!this.#made.has(place)) {
      await mkdir(place, { recursive: true });
      this.#made.add(place);
      for (let path = place; relative(this.folder, path) !== ''; path = dirname(path)) this.#unflushed.add(path);
      this.#unflushed.add(this.folder);
    }
    const writing: Promise<void> = writeTo(file, bytes)
      .catch((error: Error) => {
        this.#failure ??= error;
      })
      .finally(() => this.#writing.delete(writing));
    this.#writing.add(writing);
    this.#unflushed.add(file).add(place);
    if (this.#writing.size >= WRITES_AT_ONCE) await Promise.race(this.#writing);
  }

  /** Waits until what was written can be read; what could not be written is said here. */
  async written(): Promise<void> {
    await Promise.all(this.#writing);
    if (this.#failure) throw this.#failure;
  }

  /** Makes everything that was written durable, and the folders that name it. */
  async flush(): Promise<void> {
    await this.written();
    const paths = this.#unflushed.values();
    const work = async () => {
      for (const path of paths) await flushPath(path);
    };
    await Promise.all(Array.from({ length: FLUSHES_AT_ONCE }, work));
    this.#unflushed.clear();
  }

  /** The hashes of a tile in a tree where it has this width. Throws where the file is missing or too short. */
  async tile(level: number, index: number, width: number): Promise<Buffer> {
    const bytes = await this.#read(level, index, width);
    if (bytes.length < width * HASH_BYTES) throw new Error(`${join(this.folder, tilePath(level, index, width))} is too short.`);
    return bytes.subarray(0, width * HASH_BYTES);
  }

  /** The bytes of a bundle in a tree where it has this width; a copy of one's own. Throws where the file is missing. */
  bundle(index: number, width: number): Promise<Buffer> {
    return this.#read('entries', index, width);
  }

  /** The entries of a bundle in a tree where it has this width. Throws where the file is missing or broken. */
  async entries(index: number, width: number): Promise<Buffer[]> {
    const entries = decodeBundle(await this.#read('entries', index, width));
    if (entries.length < width) throw new Error(`${join(this.folder, tilePath('entries', index, width))} has too few entries.`);
    return entries.slice(0, width);
  }

  /** Removes the partial tiles that a full one has replaced. */
  async removePartials(level: TileLevel, index: number): Promise<void> {
    const partials = join(this.folder, partialsPath(level, index));
    this.#made.delete(partials);
    await rm(partials, { recursive: true, force: true });
  }

  /** Removes what a crash left of a tile beyond `width`: it belongs to a size that was never published. Says whether there was anything. */
  async removeUnpublished(level: TileLevel, index: number, width: number): Promise<boolean> {
    const partials = join(this.folder, partialsPath(level, index));
    const names = (await readdir(partials).catch(unlessMissing)) ?? [];
    const full = await rm(join(this.folder, tilePath(level, index, TILE_WIDTH))).then(() => true, unlessMissing);
    for (const name of names) if (Number(name) > width) await rm(join(partials, name));
    return full === true || names.length > 0;
  }

  /** Replaces a small file so that after a crash it holds the old text or the new one. */
  async exchange(file: string, text: string): Promise<void> {
    await mkdir(dirname(file), { recursive: true });
    await writeTo(`${file}.new`, text, { flush: true });
    await rename(`${file}.new`, file);
  }

  /** The same, and after a crash it is the new one. */
  async replace(file: string, text: string): Promise<void> {
    await this.exchange(file, text);
    await flushPath(dirname(file));
  }

  /** The text of a file; undefined where there is none. */
  async text(file: string): Promise<string | undefined> {
    return readFile(file, 'utf8').catch(unlessMissing);
  }

  /** A partial file is asked first: it is durable before any size needs it, while a full one may be half of a batch that a crash cut off. */
  async #read(level: TileLevel, index: number, width: number): Promise<Buffer> {
    const exact = join(this.folder, tilePath(level, index, width));
    await breathe();
    return readFileSync(existsSync(exact) ? exact : join(this.folder, tilePath(level, index, TILE_WIDTH)));
  }
}

/** By callback: the promises of `node:fs` take more time than the write. */
const writeTo = promisify(writeFile);

const unlessMissing = (error: NodeJS.ErrnoException): undefined => {
  if (error.code !== 'ENOENT') throw error;
};

const flushPath = (path: string): Promise<void> =>
  new Promise((resolve, reject) => {
    // Windows opens no folders; it makes names durable with the files.
    if (process.platform === 'win32' && statSync(path).isDirectory()) return resolve();
    const descriptor = openSync(path, process.platform === 'win32' ? 'r+' : 'r');
    fsync(descriptor, (error) => {
      closeSync(descriptor);
      if (error) reject(error);
      else resolve();
    });
  });
