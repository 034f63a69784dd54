import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Chances } from './chances.ts';

/** A power cut may take back what these hold, to where it was at the last start: they are synced less than the log. */
const MAY_GO_BACK = ['checkpoints.sqlite', 'read-models.sqlite', 'due.sqlite'];
/** How likely each of them does. */
const GOES_BACK = 0.5;

/** In memory where there is such a disk: what a power cut does is done here, not by the disk. */
const parent = (): string => (existsSync('/dev/shm') ? '/dev/shm' : tmpdir());

/** The folder of one schedule's deployment. */
export class Folder {
  readonly path = mkdtempSync(join(parent(), 'patto-simulation-'));

  /** @param made the folder that it begins as a copy of */
  constructor(made: string) {
    cpSync(made, this.path, { recursive: true });
  }

  /** Keeps what a power cut may come back to; at a start, while all files are closed. */
  remember(): void {
    for (const file of this.#mayGoBack()) if (existsSync(file)) cpSync(file, `${file}.before`);
  }

  /** What a power cut does while no process has the files open. @returns how many files it took back */
  cutPower(random: Chances): number {
    const back = this.#mayGoBack().filter((file) => random.next() < GOES_BACK && existsSync(`${file}.before`));
    for (const file of back) cpSync(`${file}.before`, file);
    return back.length;
  }

  remove(): void {
    rmSync(this.path, { recursive: true });
  }

  #mayGoBack(): readonly string[] {
    return MAY_GO_BACK.map((name) => join(this.path, 'data', name));
  }
}
