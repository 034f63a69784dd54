/** What the exit code says, for whoever runs it in a script. */
export const EXIT_CODES = { fits: 0, 'does-not-fit': 1, 'unsealed-tail': 2, 'not-checked': 3 } as const;
export type Verdict = keyof typeof EXIT_CODES;

/** One thing that does not fit, with its place. */
export interface Finding {
  /** The file, as it is named below the data folder or the URL. */
  readonly file: string;
  /** The position in the log where it is about events, and the last one of a run of them. */
  readonly position?: number;
  lastPosition?: number;
  readonly what: string;
}

/** What was checked, against what, and what came of it. */
export interface Report {
  readonly target: string;
  readonly verdict: Verdict;
  readonly exitCode: number;
  /** The checkpoint that everything was held against; `root` in base64. */
  readonly checkpoint?: { readonly origin: string; readonly size: number; readonly root: string };
  readonly verifierKey?: string;
  /** `caller`: the key was given by whoever asked. `target`: it lay beside what was checked, so it vouches for nothing but wholeness. */
  readonly keyFrom: 'caller' | 'target';
  /** Sealed entries hashed anew; tiles compared; rows of the database read (absent over HTTP); streams seen. */
  readonly checked: { readonly entries: number; readonly tiles: number; readonly rows?: number; readonly streams: number };
  /** Rows after the checkpoint, which nothing vouches for yet; absent over HTTP, where they are not shown. */
  readonly unsealedTail?: { readonly rows: number; readonly from: number };
  readonly findings: readonly Finding[];
  /** Findings beyond those that are listed. */
  readonly moreFindings: number;
  /** Why something could not be checked at all. */
  readonly notChecked: readonly string[];
}

const MOST_FINDINGS = 200; // more than a person reads; the rest is counted

/** Collects findings; the same thing at neighbouring positions is one finding. */
export class Findings {
  readonly list: Finding[] = [];
  more = 0;
  readonly #latest = new Map<string, Finding>();

  add(file: string, what: string, position?: number): void {
    const name = `${file}\n${what}`;
    const latest = this.#latest.get(name);
    const last = latest?.lastPosition ?? latest?.position;
    if (latest && (position === undefined || last === position || last === position - 1)) {
      if (position !== undefined && position !== latest.position) latest.lastPosition = position;
      return;
    }
    if (this.list.length >= MOST_FINDINGS) {
      this.more += 1;
      return;
    }
    const finding: Finding = position === undefined ? { file, what } : { file, position, what };
    this.#latest.set(name, finding);
    this.list.push(finding);
  }
}

/** What cannot be checked outweighs the tail, and what does not fit outweighs both. */
export const verdictOf = (findings: number, notChecked: number, tail: number): Verdict => {
  if (findings > 0) return 'does-not-fit';
  if (notChecked > 0) return 'not-checked';
  return tail > 0 ? 'unsealed-tail' : 'fits';
};

const CONCLUSIONS: Record<Verdict, string> = {
  fits: '✓ Everything fits.',
  'unsealed-tail': '✓ Everything that is sealed fits, and there is an unsealed tail.',
  'does-not-fit': '✗ Something does not fit.',
  'not-checked': '✗ It could not be checked.',
};

const placeOf = ({ file, position, lastPosition }: Finding): string => {
  if (position === undefined) return file;
  return lastPosition === undefined ? `${file}, position ${position}` : `${file}, positions ${position} to ${lastPosition}`;
};

/** The report for a person on a terminal. */
export const formatReport = (report: Report): string => {
  const { checkpoint, checked, unsealedTail: tail } = report;
  const lines = [`${CONCLUSIONS[report.verdict]}  ${report.target}`];
  for (const reason of report.notChecked) lines.push(`  not checked: ${reason}`);
  for (const finding of report.findings) lines.push(`  ${placeOf(finding)}: ${finding.what}`);
  if (report.moreFindings > 0) lines.push(`  … and ${report.moreFindings} more.`);
  if (checkpoint) lines.push(`  checkpoint  ${checkpoint.origin}, ${checkpoint.size} entries, root ${checkpoint.root}`);
  const rows = checked.rows === undefined ? '' : `, ${checked.rows} rows of the database`;
  lines.push(`  checked     ${checked.entries} entries, ${checked.tiles} tiles${rows}, ${checked.streams} streams`);
  if (tail && tail.rows > 0) lines.push(`  unsealed    ${tail.rows} rows from position ${tail.from} on: no checkpoint vouches for them yet`);
  if (report.verifierKey) lines.push(`  key         ${report.verifierKey}`);
  if (report.verifierKey && report.keyFrom === 'target') {
    lines.push('              It lay beside what was checked, so this shows only that all of it belongs together. To know that it is');
    lines.push('              the log you know, give the key that you were given before: --key <verifier key>');
  }
  return `${lines.join('\n')}\n`;
};
