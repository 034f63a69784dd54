import type { Findings } from './findings.ts';
import { HeldRoots, type Kept } from './held-roots.ts';
import type { DeclaredLedger } from './log-rules.ts';
import type { TrustPolicy } from './policy.ts';
import { Recorded, type SchemaOf } from './recorded-log.ts';
import type { LogReport, Witnessed } from './report.ts';
import type { Rows } from './rows.ts';
import { type HeldRoot, type OnProgress, SealedLog } from './sealed-log.ts';
import { type SealedFiles, Unreadable } from './sealed-files.ts';
import { readCheckpoint, readVerifierKey, type Statement, signatureFault, type VerifierKey } from './signed-checkpoint.ts';

/** What a log is checked with. */
export interface LogOptions {
  /** The verifier key that the caller was given before. */
  readonly key?: string | undefined;
  readonly policy?: TrustPolicy | undefined;
  readonly kept: readonly Kept[];
  readonly schemaOf?: SchemaOf | undefined;
  /** The log of events, already checked, where this is another one; it names the keys of the others. */
  readonly events?: LogCheck | undefined;
  readonly onProgress?: OnProgress | undefined;
}

/** What is found out about one log. */
export class LogCheck {
  statement: Statement | undefined;
  readonly #files: SealedFiles;
  readonly #findings: Findings;
  readonly #options: LogOptions;
  readonly #recorded: Recorded;
  #held: readonly HeldRoot[] = [];
  readonly #kept: { file: string; size: number }[] = [];
  #witnessedNote: string | undefined;
  #verifierKey: string | undefined;
  #keyFrom: LogReport['keyFrom'] = 'target';
  #key: VerifierKey | undefined;
  #witnessed: Witnessed | undefined;
  #sealed: SealedLog | undefined;
  #rows: number | undefined;
  #tail: number | undefined;

  constructor(files: SealedFiles, findings: Findings, options: LogOptions) {
    this.#files = files;
    this.#findings = findings;
    this.#options = options;
    this.#recorded = new Recorded(findings, options.schemaOf, options.events?.citable());
  }

  /** The ledgers that this log says there are. */
  get ledgers(): readonly DeclaredLedger[] {
    return this.#recorded.rules.ledgers ?? [];
  }

  /** Reads the checkpoint and holds its signature against the key. @throws Unreadable */
  async readCheckpoint(): Promise<void> {
    const name = this.#files.nameOf('checkpoint');
    // Before the checkpoint, which is published before it is witnessed: a running installation may not seem to have been rolled back.
    this.#witnessedNote = (await this.#files.read('witnessed'))?.toString();
    const note = await this.#files.read('checkpoint');
    if (!note) throw new Unreadable(`${name} is missing: there is nothing to hold the log against.`);
    this.statement = readCheckpoint(note.toString());
    if (!this.statement || !Buffer.from(note.toString()).equals(note)) this.#findings.add(name, 'it is not a signed checkpoint');
    await this.#readKey();
    const fault = this.#key && this.statement && signatureFault(this.statement, this.#key);
    if (fault) this.#findings.add(name, `it is not signed as it should be: ${fault}`);
  }

  /** Reads what else speaks of the root of this log: what witnesses cosigned, what was kept from before, and the sealer's own head. */
  readHeld(head: string | undefined): void {
    if (!this.statement) return;
    const held = new HeldRoots(this.#files, this.#findings, this.statement, this.#key);
    this.#witnessed = held.witnessed(this.#witnessedNote, this.#options.policy);
    for (const kept of this.#options.kept) {
      const size = held.kept(kept);
      if (size !== undefined) this.#kept.push({ file: kept.file, size });
    }
    if (head !== undefined) held.head(head);
    this.#held = held.list;
  }

  /** @throws Unreadable */
  async checkLog(rows: Rows | undefined): Promise<void> {
    if (!this.statement) return;
    this.#sealed = new SealedLog(this.#files, rows, this.#recorded, this.#findings);
    await this.#sealed.check(this.statement, this.#held, this.#options.onProgress ?? (() => undefined));
    if (rows) this.#tail = this.#sealed.checkTail(this.statement.size, rows);
    this.#rows = rows?.count;
    const declared = this.ledgers.find(({ origin }) => origin === this.statement?.origin);
    if (declared && declared.verifierKey !== this.#verifierKey)
      this.#findings.add(this.#files.nameOf('checkpoint'), 'its key is not the one that the log names at its beginning');
  }

  /** The rules of a log that was read to its end, with its tail, so that another may cite it. */
  citable(): Recorded['rules'] | 'unknown' {
    return this.#tail === undefined ? 'unknown' : this.#recorded.rules;
  }

  report(): LogReport {
    const { statement } = this;
    const { broken, rules, schemasChecked, unknownTypes, rulesMs, schemasMs } = this.#recorded;
    const { ms = 0, rowsMs = 0 } = this.#sealed ?? {};
    return {
      ...(statement ? { checkpoint: { origin: statement.origin, size: statement.size, root: statement.root.toString('base64') } } : {}),
      ...(this.#verifierKey === undefined ? {} : { verifierKey: this.#verifierKey }),
      keyFrom: this.#keyFrom,
      ...(this.#witnessed && { witnessed: this.#witnessed }),
      kept: this.#kept,
      checked: {
        entries: this.#sealed?.entries ?? 0,
        tiles: this.#sealed?.tiles.count ?? 0,
        streams: rules.streams,
        ...(this.#rows === undefined ? {} : { rows: this.#rows }),
      },
      ...(statement && this.#tail !== undefined ? { unsealedTail: { rows: this.#tail, from: statement.size } } : {}),
      rules: { findings: broken.list, moreFindings: broken.more, schemasChecked, unknownTypes },
      seconds: { seal: (ms - rowsMs) / 1_000, rows: rowsMs / 1_000, rules: rulesMs / 1_000, schemas: schemasMs / 1_000 },
    };
  }

  /** Which key to trust: the caller's, else the one that the sealed events name, else the one that lies beside. */
  async #readKey(): Promise<void> {
    const name = this.#files.nameOf('verifier.key');
    const beside = (await this.#files.read('verifier.key'))?.toString().trim();
    const given = this.#options.key?.trim();
    const declared = this.#options.events?.ledgers.find(({ origin }) => origin === this.statement?.origin)?.verifierKey;
    const ofPolicy = given === undefined ? this.#options.policy?.logs.find(({ name: origin }) => origin === this.statement?.origin) : undefined;
    this.#verifierKey = given ?? ofPolicy?.text ?? declared ?? beside;
    if (given !== undefined || ofPolicy) this.#keyFrom = 'caller';
    else if (declared !== undefined) this.#keyFrom = 'events';
    if (this.#verifierKey === undefined) throw new Unreadable(`${name} is missing, and no key was given.`);
    this.#key = readVerifierKey(this.#verifierKey);
    if (!this.#key && given !== undefined) throw new Unreadable('The key that was given is not an Ed25519 verifier key (name+id+base64).');
    const expected = this.#keyFrom === 'events' ? 'that the events name' : 'that was given';
    if (!this.#key) this.#findings.add(name, 'it is not an Ed25519 verifier key');
    else if (beside !== undefined && beside !== this.#verifierKey) this.#findings.add(name, `it is not the key ${expected}`);
    const { policy } = this.#options;
    if (policy && policy.logs.length > 0 && !policy.logs.some(({ text }) => text === this.#verifierKey)) {
      this.#findings.add(name, 'the policy does not name this key of a log');
    }
  }
}
