import { type FoundRecord, readHsds } from './read.ts';
import { type Notice, Report } from './report.ts';
import { ImportStopped, Sender, type Sent, type Target } from './send.ts';

export interface ImportOptions extends Target {
  /** For hours that say no zone of their own; `UTC` where it is not given. */
  readonly timezone?: string;
  /** Is told of each row that was not taken as it is, as soon as it is found. */
  readonly onNotice?: (notice: Notice) => void;
  /** Is told how many records were answered, after each. */
  readonly onProgress?: (answered: number) => void;
}

/** What an import did. */
export interface Summary {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly warnings: number;
  readonly discardedContactPersons: number;
  /** Lines of personal attention, e-mail addresses of administrators and the like. */
  readonly discardedPersonalDetails: number;
  readonly ignoredColumns: number;
  readonly notices: readonly Notice[];
  /** Why the import ended early; what was accepted until then stays. */
  readonly stopped?: string;
}

const CONCURRENT = 32; // Half of the clients that fill one group commit: fast, and others are still served.

/**
 * Reads an HSDS directory and sends each record as a command of its own. A second run changes nothing.
 * @throws UnreadableInput before anything was sent
 */
export const importHsds = async (path: string, options: ImportOptions): Promise<Summary> => {
  const report = new Report(options.onNotice);
  const sender = new Sender(options);
  const records = readHsds(path, options.timezone ?? 'UTC', report);
  const counts = { added: 0, changed: 0, unchanged: 0 };
  const count = (sent: Sent, found: FoundRecord) => {
    if (typeof sent === 'string') counts[sent] += 1;
    else report.reject(found.place, `It was refused: ${sent.refused}`);
  };
  let stopped: string | undefined;
  let answered = 0;
  const work = async () => {
    for await (const found of oneByOne(records)) {
      if (stopped !== undefined) return;
      count(await sender.send(found.record), found);
      options.onProgress?.(++answered);
    }
  };
  const workers = await Promise.allSettled(
    Array.from({ length: CONCURRENT }, () =>
      work().catch((error: unknown) => {
        if (!(error instanceof ImportStopped)) throw error;
        stopped ??= error.message;
      }),
    ),
  );
  await records.return(undefined);
  for (const worker of workers) if (worker.status === 'rejected') throw worker.reason;
  return summaryOf(counts, report, stopped);
};

/** The same generator for several readers: `for await` would close it when the first of them ends. */
const oneByOne = (records: AsyncGenerator<FoundRecord>): AsyncIterable<FoundRecord> => ({
  [Symbol.asyncIterator]: () => ({ next: () => records.next() }),
});

const summaryOf = (counts: Pick<Summary, 'added' | 'changed' | 'unchanged'>, report: Report, stopped: string | undefined): Summary => ({
  ...counts,
  rejected: report.count('rejected'),
  warnings: report.count('warning'),
  discardedContactPersons: report.discarded.contactPersons,
  discardedPersonalDetails: report.discarded.personalDetails,
  ignoredColumns: report.ignoredColumns,
  notices: report.notices,
  ...(stopped === undefined ? {} : { stopped }),
});
