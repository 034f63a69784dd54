/** What was measured of one row of the table. */
export interface Row {
  readonly what: string;
  /** What it is compared with; nothing where the target is a number of its own. */
  readonly against?: string;
  /** How many a second. */
  readonly ours: readonly number[];
  readonly theirs?: readonly number[];
  /** The least ratio of the medians; or the least median, where there is nothing to compare with. Missing where a number is only told. */
  readonly target?: number;
}

export const median = (numbers: readonly number[]): number => {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
};

/** What a row says against its target: the ratio of the medians, or the median. */
export const reached = ({ ours, theirs }: Row): number => (theirs ? median(ours) / median(theirs) : median(ours));

/** Runs the work, which says how many it did, and says how many that is in a second. */
export const rate = async (work: () => Promise<number> | number): Promise<number> => {
  const since = performance.now();
  const done = await work();
  return (done * 1_000) / (performance.now() - since);
};

/** A machine is never as fast as a minute ago, so the two take turns: what slows one slows the other. */
export const inTurns = async (pairs: number, ours: () => Promise<number>, theirs: () => Promise<number>) => {
  const measured = { ours: [] as number[], theirs: [] as number[] };
  for (let pair = 0; pair < pairs; pair += 1) {
    measured.ours.push(await ours());
    measured.theirs.push(await theirs());
  }
  return measured;
};

/** How long one of the two runs at a time, in milliseconds: before it is measured, until the compiler has seen all of its hot path, and then. */
export interface Turn {
  readonly warmMs: number;
  readonly runMs: number;
}

/** Warms both up, each in its turn, and measures them. */
export const warmedInTurns = async (pairs: number, { warmMs, runMs }: Turn, ours: (ms: number) => Promise<number>, theirs: (ms: number) => Promise<number>) => {
  const forMs = (pairsOfThem: number, ms: number) =>
    inTurns(
      pairsOfThem,
      () => ours(ms),
      () => theirs(ms),
    );
  await forMs(1, warmMs);
  return forMs(pairs, runMs);
};
