import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const LOOK_AGAIN_MS = 200; // Short beside a download or a build.

/** What was downloaded and built for all runs of this user, outside the repository: a new clone finds it again. */
const CACHE = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'patto-engines');

/**
 * A folder that is made once. Of several processes that need it at the same time one makes it, and the others wait for it.
 * @param name with the version of what is in it
 * @param make fills the folder
 * @param cache where it lies
 */
export const madeOnce = async (name: string, make: (folder: string) => Promise<void>, cache = CACHE): Promise<string> => {
  const place = join(cache, name);
  const [claim, draft] = [`${place}.making`, `${place}.${process.pid}.${Date.now()}`];
  while (!existsSync(place)) {
    if (!isClaimed(claim)) {
      await delay(LOOK_AGAIN_MS);
      continue;
    }
    try {
      mkdirSync(draft, { recursive: true });
      if (!existsSync(place)) await make(draft);
      if (!existsSync(place)) renameSync(draft, place);
    } finally {
      rmSync(draft, { recursive: true, force: true });
      rmSync(claim, { force: true });
    }
  }
  return place;
};

/** Claims the making for this process. What a process claimed that was killed over it counts no more. */
const isClaimed = (claim: string): boolean => {
  mkdirSync(dirname(claim), { recursive: true });
  try {
    writeFileSync(claim, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const claimant = existsSync(claim) ? Number(readFileSync(claim, 'utf8')) : 0; // Nothing is written in it for a moment.
    if (claimant !== 0 && !isAlive(claimant)) rmSync(claim, { force: true });
    return false;
  }
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};
