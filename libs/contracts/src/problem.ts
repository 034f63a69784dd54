/**
 * What a refusal means, beside the sentence that it is said with: its HTTP status, its title, and what to do about it.
 * Each code has a page under `/problems/<code>`, made from this.
 */
export interface Problem {
  readonly status: number;
  readonly title: string;
  readonly remedy: string;
}

const known = new Map<string, Problem>();

/** Declares problem codes; one code is declared once. */
export const problems = <Codes extends Record<string, Problem>>(declared: Codes): Codes => {
  for (const [code, problem] of Object.entries(declared)) {
    if (known.has(code)) throw new Error(`The problem code ${code} is declared twice.`);
    known.set(code, problem);
  }
  return declared;
};

/** The problem behind a code. */
export const problemOf = (code: string): Problem | undefined => known.get(code);

/** All declared codes. */
export const problemCodes = (): readonly string[] => [...known.keys()];
