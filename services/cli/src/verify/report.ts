import type { Finding } from './findings.ts';
import type { LogName } from './sealed-files.ts';

/** What the exit code says, for whoever runs it in a script. */
export const EXIT_CODES = { fits: 0, 'does-not-fit': 1, 'unsealed-tail': 2, 'unwitnessed-tail': 2, 'not-checked': 3 } as const;
export type Verdict = keyof typeof EXIT_CODES;

/** How far witnesses have seen a log, by the last checkpoint that they cosigned. */
export interface Witnessed {
  readonly size: number;
  /** Whose cosignatures count, by the names of the policy, and when they were made, in RFC 3339. */
  readonly by: readonly { readonly witness: string; readonly at: string }[];
  /** Whether they are enough; absent without a policy, which alone says so. */
  readonly quorum?: boolean;
}

/** What was checked of one log, and against what. */
export interface LogReport {
  /** The checkpoint that everything was held against; `root` in base64. */
  readonly checkpoint?: { readonly origin: string; readonly size: number; readonly root: string };
  readonly verifierKey?: string;
  /**
   * `caller`: the key was given by whoever asked, alone or in a policy. `events`: the sealed log of events names it. `target`: it lay
   * beside what was checked, so it vouches for nothing but wholeness.
   */
  readonly keyFrom: 'caller' | 'events' | 'target';
  readonly witnessed?: Witnessed;
  /** The checkpoints kept from before that this log was held against. */
  readonly kept: readonly { readonly file: string; readonly size: number }[];
  /** Sealed entries hashed anew; tiles compared; rows of the database read (absent over HTTP); streams seen. */
  readonly checked: { readonly entries: number; readonly tiles: number; readonly rows?: number; readonly streams: number };
  /** Rows after the checkpoint, which nothing vouches for yet; absent over HTTP, where they are not shown. */
  readonly unsealedTail?: { readonly rows: number; readonly from: number };
  /** What the events say against the rules of the log and against their declared schemas. */
  readonly rules: {
    readonly findings: readonly Finding[];
    readonly moreFindings: number;
    readonly schemasChecked: number;
    /** Events by type, of types that are not declared: they are whole, and what they say is not judged. */
    readonly unknownTypes: Readonly<Record<string, number>>;
  };
  /** What each part took: reading, hashing and comparing what is sealed; reading the rows of the database; rules; schemas. */
  readonly seconds: { readonly seal: number; readonly rows: number; readonly rules: number; readonly schemas: number };
}

/** What was checked and what came of it. */
export interface Report {
  readonly target: string;
  readonly verdict: Verdict;
  readonly exitCode: number;
  /** By log; accesses are there where there are any or the events name them. */
  readonly logs: Partial<Readonly<Record<LogName, LogReport>>>;
  /** What is wrong with the seal: files, hashes, signatures, rows. */
  readonly findings: readonly Finding[];
  /** Findings beyond those that are listed. */
  readonly moreFindings: number;
  /** Why something could not be checked at all. */
  readonly notChecked: readonly string[];
}

/** What does not fit outweighs what cannot be checked, and both outweigh a tail. */
export const verdictOf = (logs: readonly LogReport[], findings: number, notChecked: number): Verdict => {
  if (findings > 0 || logs.some(({ rules }) => rules.findings.length > 0)) return 'does-not-fit';
  if (notChecked > 0) return 'not-checked';
  if (logs.some(({ unsealedTail }) => (unsealedTail?.rows ?? 0) > 0)) return 'unsealed-tail';
  return logs.some(isAheadOfWitnesses) ? 'unwitnessed-tail' : 'fits';
};

const isAheadOfWitnesses = ({ checkpoint, witnessed }: LogReport): boolean => witnessed?.quorum === true && witnessed.size < (checkpoint?.size ?? 0);
