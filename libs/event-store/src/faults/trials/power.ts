import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { all, chances, positions, upTo } from '../../conformance/examples.ts';
import type { Recorded } from '../../log.ts';
import { openSqliteLog } from '../../sqlite/sqlite-log.ts';
import { acknowledged, lost, TIMEOUT_MS } from '../../sqlite/trials/crash.ts';
import { type Cut, Disk } from './disk.ts';
import { type Step, traceWriter } from './trace.ts';

/** From nothing that was not synced to all of it. */
const SURVIVALS = [0, 0.1, 0.5, 0.9, 1];
const SECTOR_BYTES = 512;
const PAGE_BYTES = 4_096;

/** What all cuts of a replay did together, and what was wrong with the logs that were opened from them. */
interface Replay {
  readonly cuts: number;
  readonly acknowledged: number;
  readonly lostWrites: number;
  readonly tornWrites: number;
  readonly lostEvents: number;
  readonly gaps: number;
  readonly halfAppends: number;
  readonly refused: number;
}

export interface Load {
  readonly cuts: number;
  readonly rounds: number;
  /** Appends of each writer in a round. */
  readonly turns: number;
}

/** Registers the tests of power cuts under one load. */
export const survivesPowerCuts = ({ cuts, ...load }: Load): void => {
  describe('a log whose power is cut', () => {
    const folder = mkdtempSync(join(tmpdir(), 'patto-power-'));
    afterAll(() => rmSync(folder, { recursive: true }));
    let steps: readonly Step[] | undefined;
    const trace = (): readonly Step[] => {
      mkdirSync(join(folder, 'traced'), { recursive: true });
      steps ??= traceWriter(join(folder, 'traced', 'events.db'), join(folder, 'trace'), load);
      return steps;
    };

    it(
      `has every event that it acknowledged, without gaps and without half an append, at ${cuts} cuts`,
      async () => {
        const found = await replay(trace(), folder, cuts);
        expect(found).toMatchObject({ cuts, lostEvents: 0, gaps: 0, halfAppends: 0, refused: 0 });
        expect(found.acknowledged).toBeGreaterThan(cuts);
        expect(found.lostWrites).toBeGreaterThan(cuts);
        expect(found.tornWrites).toBeGreaterThan(cuts / 4);
      },
      TIMEOUT_MS,
    );

    it(
      'would lose some if nothing were synced',
      async () => {
        const unsynced = trace().filter(({ kind }) => kind !== 'sync');
        expect((await replay(unsynced, folder, Math.ceil(cuts / 4))).lostEvents).toBeGreaterThan(0);
      },
      TIMEOUT_MS,
    );

    it(
      'would lose some if only the write-ahead log were not synced',
      async () => {
        const unsynced = trace().filter((step) => step.kind !== 'sync' || !step.path.endsWith('-wal'));
        expect((await replay(unsynced, folder, Math.ceil(cuts / 4))).lostEvents).toBeGreaterThan(0);
      },
      TIMEOUT_MS,
    );
  });
};

const replay = async (steps: readonly Step[], folder: string, cuts: number): Promise<Replay> => {
  const chance = chances(3);
  const at = upTo(cuts)
    .map(() => 1 + Math.floor(chance() * steps.length))
    .sort((one, other) => one - other);
  const disk = new Disk(join(folder, 'traced'));
  const said: string[] = [];
  const sum = { cuts: 0, acknowledged: 0, lostWrites: 0, tornWrites: 0, lostEvents: 0, gaps: 0, halfAppends: 0, refused: 0 };
  let done = 0;
  for (const until of at) {
    for (const step of steps.slice(done, until)) {
      disk.take(step);
      if (step.kind === 'said') said.push(step.line);
    }
    done = until;
    const survival = SURVIVALS[Math.floor(chance() * SURVIVALS.length)] ?? 0;
    const cut = disk.cut({ chance, survival, unit: chance() < 0.5 ? SECTOR_BYTES : PAGE_BYTES });
    const promised = acknowledged(said);
    const found = await openedAfter(cut, join(folder, 'found'));
    sum.cuts += 1;
    sum.acknowledged = promised.size;
    sum.lostWrites += cut.lost;
    sum.tornWrites += cut.torn;
    sum.refused += found ? 0 : 1;
    sum.lostEvents += lost(
      promised,
      (found ?? []).map(({ event }) => event.id),
    );
    sum.gaps += positions(found ?? []).filter((position, index) => position !== index).length;
    sum.halfAppends += halves(found ?? []);
  }
  return sum;
};

/** The events in the log after the cut; nothing where it cannot be opened. */
const openedAfter = async ({ files }: Cut, folder: string): Promise<readonly Recorded[] | undefined> => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const [path, bytes] of files) writeFileSync(join(folder, basename(path)), bytes);
  try {
    const log = openSqliteLog({ file: join(folder, 'events.db'), onFatal: () => undefined });
    try {
      return await all(log.readAll());
    } finally {
      await log.close();
    }
  } catch {
    return undefined;
  }
};

/** How many appends are there in part: an example's note begins with how many events came with it. */
const halves = (events: readonly Recorded[]): number => {
  const byCommand = Map.groupBy(events, ({ event }) => event.commandid);
  return [...byCommand.values()].filter((group) => !String(group[0]?.event.data['note']).startsWith(`${group.length} `)).length;
};
