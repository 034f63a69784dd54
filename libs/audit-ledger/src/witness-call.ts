import { cosignedAt } from './cosignature.ts';
import { signaturesIn, splitNote } from './note.ts';
import type { PolicyWitness } from './policy.ts';

/** A witness that does not answer by then is asked again the next time. */
const PATIENCE_MS = 5_000;
const SIZE_TYPE = 'text/x.tlog.size';

/** What a witness answered. */
export type WitnessAnswer =
  | { readonly outcome: 'cosigned'; readonly line: string }
  /** It has seen this size before, and not the one that it was told. */
  | { readonly outcome: 'elsewhere'; readonly size: number }
  /** What it saw before contradicts this checkpoint; `evidence` is what it said, which may be the other note. */
  | { readonly outcome: 'fork'; readonly evidence: string }
  | { readonly outcome: 'no-answer'; readonly why: string };

/** What a witness is asked: to cosign this checkpoint, which is proved to extend the tree of `old` entries. */
export interface WitnessQuestion {
  readonly old: number;
  readonly proof: readonly Buffer[];
  readonly note: string;
}

/** Asks one witness (C2SP tlog-witness, add-checkpoint). It never throws: what goes wrong is the answer. */
export const askWitness = async ({ url, verifier }: PolicyWitness, { old, proof, note }: WitnessQuestion): Promise<WitnessAnswer> => {
  if (url === undefined) return { outcome: 'no-answer', why: 'The policy gives it no address.' };
  const body = `old ${old}\n${proof.map((hash) => `${hash.toString('base64')}\n`).join('')}\n${note}`;
  try {
    const response = await fetch(`${url}/add-checkpoint`, { method: 'POST', body, signal: AbortSignal.timeout(PATIENCE_MS) });
    const said = await response.text();
    const isSize = response.headers.get('content-type')?.startsWith(SIZE_TYPE) && /^(0|[1-9]\d*)\n$/.test(said);
    if (response.status === 409 && isSize) return { outcome: 'elsewhere', size: Number(said) };
    // Signature and proof are right, so a refusal of them says that the witness saw another log under this key.
    if (response.status === 409 || response.status === 422) return { outcome: 'fork', evidence: said };
    if (response.status !== 200) return { outcome: 'no-answer', why: `It answered ${response.status}.` };
    const line = said.split('\n').find((one) => one !== '' && cosignedAt(splitNote(note).text, signaturesIn(`${one}\n`), verifier) !== undefined);
    return line === undefined ? { outcome: 'no-answer', why: 'Its cosignature does not fit its key.' } : { outcome: 'cosigned', line: `${line}\n` };
  } catch (error) {
    return { outcome: 'no-answer', why: (error as Error).message };
  }
};
