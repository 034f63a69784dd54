/** How it was found: as it must be; not as it should be; or such that a start or the work fails by it. */
export type Level = 'ok' | 'warn' | 'fail';

/** What a look at one thing has shown. */
export interface Finding {
  readonly level: Level;
  /** What was looked at, as `event log`. */
  readonly about: string;
  /** What is so; where that is not well, how it is mended. */
  readonly says: string;
}

/** It is as it must be. */
export const ok = (about: string, says: string): Finding => ({ level: 'ok', about, says });

/** It works, and should be otherwise. */
export const warn = (about: string, says: string): Finding => ({ level: 'warn', about, says });

/** A start or the work fails by it. */
export const fail = (about: string, says: string): Finding => ({ level: 'fail', about, says });

/** What a look finds; where it throws, that is the finding: whatever a start would refuse by the same check says its remedy. */
export const looking = async (about: string, look: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> => {
  try {
    return await look();
  } catch (error) {
    return [fail(about, (error as Error).message)];
  }
};
