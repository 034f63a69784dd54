import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Findings } from './findings.ts';
import type { Kept } from './held-roots.ts';
import { LogCheck, type LogOptions } from './log-check.ts';
import { checkOldTiles } from './old-tiles.ts';
import type { TrustPolicy } from './policy.ts';
import type { SchemaOf } from './recorded-log.ts';
import { EXIT_CODES, type LogReport, type Report, verdictOf } from './report.ts';
import { databaseOf, openRows, type Rows } from './rows.ts';
import type { OnProgress } from './sealed-log.ts';
import { filesAtUrl, filesInFolder, type LogName, type SealedFiles, Unreadable } from './sealed-files.ts';
import { readCheckpoint } from './signed-checkpoint.ts';

export interface VerifyOptions {
  /** The verifier key of the log of events that the caller was given before. Without it the one beside the checkpoint is used, which vouches for wholeness only. */
  readonly key?: string;
  /** The same for the log of accesses; without it the one that the sealed events name is used. */
  readonly accessesKey?: string;
  /** Whose cosignatures count, and how many; its keys of logs are as good as given. */
  readonly policy?: TrustPolicy;
  /** Checkpoints kept from before, which the logs must continue. */
  readonly kept?: readonly Kept[];
  /** The declared schemas of events; without them they are not checked. */
  readonly schemaOf?: SchemaOf;
  readonly onProgress?: OnProgress;
}

const MOST_TRIES = 5;
const SEALED_WITHIN_MS = 500; // as is promised of what is recorded

/** Checks one or both logs at a place. */
class Check {
  readonly findings = new Findings();
  readonly notChecked: string[] = [];
  readonly logs = new Map<LogName, LogCheck>();
  readonly #target: string;
  readonly #options: VerifyOptions;

  constructor(target: string, options: VerifyOptions) {
    this.#target = target;
    this.#options = options;
  }

  /** Runs a part of the check; what cannot be read is noted, and says nothing about the log. */
  async attempt<Result>(part: () => Result | Promise<Result>): Promise<Result | undefined> {
    try {
      return await part();
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      this.notChecked.push(error.message);
      return undefined;
    }
  }

  /** Begins with what is signed, so that whatever is recorded meanwhile only lengthens the tail. */
  async begin(name: LogName, files: SealedFiles, head?: () => Promise<string | undefined>): Promise<LogCheck> {
    const { key, accessesKey, policy, kept = [], schemaOf, onProgress } = this.#options;
    const events = this.logs.get('events');
    const options: LogOptions = { key: name === 'events' ? key : accessesKey, policy, kept, schemaOf, events, onProgress };
    const log = new LogCheck(files, this.findings, options);
    this.logs.set(name, log);
    await this.attempt(async () => {
      await log.readCheckpoint();
      log.readHeld(await head?.());
    });
    return log;
  }

  /** Accesses are checked where there are any, or where the events say that there are. */
  hasAccesses(isThere: boolean): boolean {
    return isThere || (this.logs.get('events')?.ledgers.length ?? 0) > 1;
  }

  report(): Report {
    const origins = new Set([...this.logs.values()].map(({ statement }) => statement?.origin));
    for (const { file, note } of this.#options.kept ?? []) {
      const origin = readCheckpoint(note)?.origin;
      if (origin === undefined) this.notChecked.push(`${file} is not a signed checkpoint.`);
      else if (!origins.has(origin)) this.findings.add(file, `it is of ${origin}, and no log here has this origin`);
    }
    const logs: Partial<Record<LogName, LogReport>> = {};
    for (const [name, log] of this.logs) logs[name] = log.report();
    const { findings, notChecked } = this;
    const verdict = verdictOf(Object.values(logs), findings.list.length, notChecked.length);
    return { target: this.#target, verdict, exitCode: EXIT_CODES[verdict], logs, findings: findings.list, moreFindings: findings.more, notChecked };
  }
}

/**
 * Checks a data folder, or a copy of one: of both logs every row of the database, every entry bundle and tile, the root and the
 * signatures. It writes nothing there, and shares no code with what made the folder.
 */
export const verifyFolder = async (data: string, options: VerifyOptions = {}): Promise<Report> => {
  const check = new Check(data, options);
  const open: Rows[] = [];
  const rowsOf = async (name: LogName): Promise<Rows | undefined> => {
    const rows = await check.attempt(() => openRows(data, name));
    if (rows) open.push(rows);
    return rows;
  };
  const begin = (name: LogName): Promise<LogCheck> =>
    check.begin(name, filesInFolder(data, name), () => readFile(join(data, 'ledger', `${name}.head`), 'utf8').catch(() => undefined));
  const go = async (name: LogName, log: LogCheck, rows: Rows | undefined): Promise<void> => {
    await check.attempt(() => log.checkLog(rows));
    await check.attempt(() => checkOldTiles(data, name, filesInFolder(data, name), log.statement?.size ?? 0, check.findings));
    for (const fault of rows?.structureFaults() ?? []) check.findings.add(databaseOf(name), `its structure is broken: ${fault}`);
  };
  try {
    const hasAccesses = [databaseOf('accesses'), join('ledger', 'accesses')].some((path) => existsSync(join(data, path)));
    const events = await begin('events');
    // Accesses cite events that were recorded before them: theirs are read first, so that the events reach at least as far.
    const accessRows = hasAccesses ? await rowsOf('accesses') : undefined;
    await go('events', events, await rowsOf('events'));
    // Until somebody reads, there is no access to seal.
    const isUnbegun = options.policy === undefined && accessRows?.count === 0 && !existsSync(join(data, 'ledger', 'accesses', 'checkpoint'));
    if (!isUnbegun && check.hasAccesses(hasAccesses)) await go('accesses', await begin('accesses'), accessRows ?? (await rowsOf('accesses')));
    return check.report();
  } finally {
    for (const rows of open) rows.close();
  }
};

/**
 * Checks a running installation over HTTP: everything that `verifyFolder` checks but the databases, which are not shown.
 * `token` is one that may read entry bundles.
 */
export const verifyUrl = async (base: string, options: VerifyOptions & { readonly token?: string } = {}): Promise<Report> => {
  const check = new Check(base, options);
  const events = await check.begin('events', filesAtUrl(base, 'events', options.token));
  await check.attempt(() => events.checkLog(undefined));
  const files = filesAtUrl(base, 'accesses', options.token);
  // Where nobody answers, that was said of the events already. Reading their entries was an access itself, the first one perhaps.
  const isThere = async (): Promise<boolean> => events.statement !== undefined && (await files.read('checkpoint').catch(() => undefined)) !== undefined;
  for (let tries = 0; tries < MOST_TRIES && check.hasAccesses(false) && !(await isThere()); tries++) await setTimeout(SEALED_WITHIN_MS);
  if (check.hasAccesses(await isThere())) {
    const accesses = await check.begin('accesses', files);
    await check.attempt(() => accesses.checkLog(undefined));
  }
  return check.report();
};
