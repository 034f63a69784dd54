import { quoted } from '@patto/postgres';
import type { WriterSession } from './writer-session.ts';

/** A writer that stands still with the head in its hands is ended after so many milliseconds; a commit takes a few. */
const MOST_HELD_MS = 3_000;

interface Holder {
  readonly pid: number;
  readonly role: string;
  readonly application: string;
  /** In milliseconds. */
  readonly held_for: number;
  readonly is_ended: boolean;
}

/** Says who holds the head of the log, so that nobody else can write; one who only stands still, as a stopped process does, is ended. */
export const nameWhoHolds = async (its: {
  readonly session: WriterSession;
  readonly schema: string;
  readonly warn: (sentence: string) => void;
}): Promise<void> => {
  const holders = await its.session
    .ask<Holder>({ text: `SELECT * FROM ${quoted(its.schema)}.end_stuck_writer($1)`, values: [MOST_HELD_MS] })
    .catch((): Holder[] => []);
  for (const { pid, role, application, held_for, is_ended } of holders) {
    const who = `"${application}" (process ${pid} of the database, role ${role})`;
    const what = is_ended ? 'Its session was ended.' : 'It is waited for.';
    its.warn(`${who} has held up all writers of ${its.schema} for ${(held_for / 1_000).toFixed(1)} s. ${what}`);
  }
};
