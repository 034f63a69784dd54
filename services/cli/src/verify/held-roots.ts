import type { Findings } from './findings.ts';
import type { TrustPolicy } from './policy.ts';
import type { Witnessed } from './report.ts';
import type { HeldRoot } from './sealed-log.ts';
import type { SealedFiles } from './sealed-files.ts';
import { cosignature, readCheckpoint, readHead, type Statement, signatureFault, type VerifierKey } from './signed-checkpoint.ts';

/** A checkpoint that was kept from before, and the file that it came from. */
export interface Kept {
  readonly file: string;
  readonly note: string;
}

/** Gathers what speaks of the roots of a log beside its checkpoint. */
export class HeldRoots {
  /** The roots that the entries must give. */
  readonly list: HeldRoot[] = [];
  readonly #files: SealedFiles;
  readonly #findings: Findings;
  readonly #checkpoint: Statement;
  readonly #key: VerifierKey | undefined;

  constructor(files: SealedFiles, findings: Findings, checkpoint: Statement, key: VerifierKey | undefined) {
    this.#files = files;
    this.#findings = findings;
    this.#checkpoint = checkpoint;
    this.#key = key;
  }

  /** Reads the checkpoint that witnesses cosigned last, and counts them where there is a policy. */
  witnessed(note: string | undefined, policy: TrustPolicy | undefined): Witnessed | undefined {
    const file = this.#files.nameOf('witnessed');
    if (note === undefined) {
      if (policy && !policy.isEnough(new Set())) this.#findings.add(file, 'it is missing: no checkpoint has the cosignatures that the policy asks for');
      return undefined;
    }
    const statement = this.#signed(file, note);
    if (!statement) return undefined;
    this.#hold(file, statement, 'what was witnessed is not the beginning of what the entries give: the log was forked');
    const by: { witness: string; at: string }[] = [];
    for (const [witness, key] of policy?.witnesses ?? []) {
      const { seconds, fault } = cosignature(statement, key);
      if (fault) this.#findings.add(file, `the cosignature of ${witness} does not fit`);
      if (seconds !== undefined) by.push({ witness, at: instant(seconds) });
    }
    const quorum = policy?.isEnough(new Set(by.map(({ witness }) => witness)));
    if (quorum === false) this.#findings.add(file, 'its cosignatures are not enough for the policy');
    return { size: statement.size, by, ...(quorum === undefined ? {} : { quorum }) };
  }

  /** Reads a checkpoint that was kept from before, and says of how many entries it is; undefined where it is of another log, or not signed. */
  kept({ file, note }: Kept): number | undefined {
    if (readCheckpoint(note)?.origin !== this.#checkpoint.origin) return undefined;
    const statement = this.#signed(file, note);
    if (statement) this.#hold(file, statement, 'the log does not continue it: it was rolled back and written anew, or forked');
    return statement?.size;
  }

  /**
   * Reads the sealer's head. It goes before its checkpoint, so it is as far or further; the sealer then publishes the checkpoint when it
   * starts again. Where there is none nothing is wrong: it is the sealer's memory, and no evidence.
   */
  head(text: string): void {
    const file = this.#files.nameOf('').replace(/\/$/, '.head');
    const head = readHead(text);
    const { origin, size } = this.#checkpoint;
    if (!head) this.#findings.add(file, 'it does not state a size and a root');
    else if (head.origin !== origin) this.#findings.add(file, `it is of ${head.origin}, and the checkpoint of ${origin}`);
    else if (head.size < size) this.#findings.add(file, `it states ${head.size} entries, and the checkpoint ${size}`);
    else this.list.push({ file, size: head.size, root: head.root, otherwise: 'its root is not the one that the entries give' });
  }

  /** Reads a checkpoint that this log's key must have signed. */
  #signed(file: string, note: string): Statement | undefined {
    const statement = readCheckpoint(note);
    const fault = statement ? this.#key && signatureFault(statement, this.#key) : 'it is not a signed checkpoint';
    if (fault) this.#findings.add(file, `it is not signed as it should be: ${fault}`);
    return fault ? undefined : statement;
  }

  #hold(file: string, { size, root }: Statement, otherwise: string): void {
    const sealed = this.#checkpoint.size;
    if (size > sealed) this.#findings.add(file, `it states ${size} entries, and the checkpoint ${sealed}: the log was rolled back`);
    else this.list.push({ file, size, root, otherwise });
  }
}

const MOST_SECONDS = 8_640_000_000_000; // beyond which there is no date

const instant = (seconds: number): string => (seconds <= MOST_SECONDS ? new Date(seconds * 1_000).toISOString() : `second ${seconds}`);
