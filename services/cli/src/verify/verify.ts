import { checkOldTiles } from './old-tiles.ts';
import { EXIT_CODES, Findings, type Report, verdictOf } from './report.ts';
import { DATABASE, openRows, type Rows } from './rows.ts';
import { type OnProgress, SealedLog } from './sealed-log.ts';
import { filesAtUrl, filesInFolder, type SealedFiles, Unreadable } from './sealed-files.ts';
import { readCheckpoint, readVerifierKey, type Statement, signatureFault } from './signed-checkpoint.ts';

export interface VerifyOptions {
  /** The verifier key that the caller was given before. Without it the one beside the checkpoint is used, which vouches for wholeness only. */
  readonly key?: string;
  readonly onProgress?: OnProgress;
}

/** What a check has found out so far. */
class Check {
  readonly findings = new Findings();
  readonly notChecked: string[] = [];
  statement: Statement | undefined;
  verifierKey: string | undefined;
  log: SealedLog | undefined;
  tail: number | undefined;

  constructor(
    readonly target: string,
    readonly files: SealedFiles,
    readonly options: VerifyOptions,
  ) {}

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

  /** Reads the checkpoint and holds its signature against the key. */
  async readCheckpoint(): Promise<void> {
    const name = this.files.nameOf('checkpoint');
    const note = await this.files.read('checkpoint');
    if (!note) throw new Unreadable(`${name} is missing: there is nothing to hold the log against.`);
    this.statement = readCheckpoint(note.toString());
    if (!this.statement || !Buffer.from(note.toString()).equals(note)) this.findings.add(name, 'it is not a signed checkpoint');
    const beside = (await this.files.read('verifier.key'))?.toString().trim();
    this.verifierKey = this.options.key?.trim() ?? beside;
    if (this.verifierKey === undefined) throw new Unreadable(`${this.files.nameOf('verifier.key')} is missing, and no key was given.`);
    const key = readVerifierKey(this.verifierKey);
    if (!key && this.options.key !== undefined) throw new Unreadable('The key that was given is not an Ed25519 verifier key (name+id+base64).');
    if (!key) this.findings.add(this.files.nameOf('verifier.key'), 'it is not an Ed25519 verifier key');
    else if (beside !== undefined && beside !== this.verifierKey) this.findings.add(this.files.nameOf('verifier.key'), 'it is not the key that was given');
    const fault = key && this.statement && signatureFault(this.statement, key);
    if (fault) this.findings.add(name, `it is not signed as it should be: ${fault}`);
  }

  async checkLog(rows: Rows | undefined): Promise<void> {
    if (!this.statement) return;
    this.log = new SealedLog(this.files, rows, this.findings);
    await this.log.check(this.statement, this.options.onProgress ?? (() => undefined));
    if (rows) this.tail = this.log.checkTail(this.statement.size);
  }

  report(rows: Rows | undefined): Report {
    const { findings, notChecked, statement, verifierKey, log, tail } = this;
    const verdict = verdictOf(findings.list.length, notChecked.length, tail ?? 0);
    return {
      target: this.target,
      verdict,
      exitCode: EXIT_CODES[verdict],
      ...(statement ? { checkpoint: { origin: statement.origin, size: statement.size, root: statement.root.toString('base64') } } : {}),
      ...(verifierKey === undefined ? {} : { verifierKey }),
      keyFrom: this.options.key === undefined ? 'target' : 'caller',
      checked: { entries: log?.entries ?? 0, tiles: log?.tiles.count ?? 0, streams: log?.order.streams ?? 0, ...(rows ? { rows: rows.count } : {}) },
      ...(statement && tail !== undefined ? { unsealedTail: { rows: tail, from: statement.size } } : {}),
      findings: findings.list,
      moreFindings: findings.more,
      notChecked,
    };
  }
}

/**
 * Checks a data folder, or a copy of one: every row of `events.sqlite`, every entry bundle and tile of `ledger/events`, the root
 * and the signature. It writes nothing there, and shares no code with what made the folder.
 */
export const verifyFolder = async (data: string, options: VerifyOptions = {}): Promise<Report> => {
  const files = filesInFolder(data);
  const check = new Check(data, files, options);
  // The checkpoint first: whatever is recorded meanwhile only lengthens the tail.
  await check.attempt(() => check.readCheckpoint());
  const rows = await check.attempt(() => openRows(data));
  try {
    await check.attempt(() => check.checkLog(rows));
    await check.attempt(() => checkOldTiles(data, files, check.statement?.size ?? 0, check.findings));
    for (const fault of rows?.structureFaults() ?? []) check.findings.add(DATABASE, `its structure is broken: ${fault}`);
    return check.report(rows);
  } finally {
    rows?.close();
  }
};

/**
 * Checks a running installation over HTTP: everything that `verifyFolder` checks but the database, which is not shown.
 * `token` is one that may read entry bundles.
 */
export const verifyUrl = async (base: string, options: VerifyOptions & { readonly token?: string } = {}): Promise<Report> => {
  const check = new Check(base, filesAtUrl(base, options.token), options);
  await check.attempt(() => check.readCheckpoint());
  await check.attempt(() => check.checkLog(undefined));
  return check.report(undefined);
};
