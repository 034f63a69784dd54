import { type Checkpoint, openNote, parseCheckpoint, provesConsistency, splitNote, UnverifiedNote, type Verifier } from '@patto/audit-ledger';
import type { SeenLogs } from './seen-logs.ts';

/** The most hashes that a proof has (C2SP tlog-witness). */
const MOST_PROOF_LINES = 63;

/** An answer of the protocol, to be sent as it is. */
export interface Answer {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422;
  readonly type: string;
  readonly body: string;
}

const says = (status: Answer['status'], body: string, type = 'text/plain; charset=utf-8'): Answer => ({ status, type, body });

interface Request {
  readonly old: number;
  readonly proof: readonly Buffer[];
  readonly note: string;
  readonly checkpoint: Checkpoint;
}

/** Cosigns what is consistent with what it saw before: the protocol tlog-witness, without HTTP. */
export class Witness {
  #busy: Promise<unknown> = Promise.resolve();
  readonly #seen: SeenLogs;
  readonly #logs: readonly Verifier[];
  readonly #clock: () => number;

  /** @param clock milliseconds of the Unix epoch */
  constructor(seen: SeenLogs, logs: readonly Verifier[], clock: () => number) {
    this.#seen = seen;
    this.#logs = logs;
    this.#clock = clock;
  }

  /** Answers `add-checkpoint`, one after the other: what is checked against the memory is in it before anybody else is checked. */
  addCheckpoint(body: string): Promise<Answer> {
    const answer = this.#busy.then(() => this.#answer(body));
    this.#busy = answer.catch(() => undefined);
    return answer;
  }

  async #answer(body: string): Promise<Answer> {
    const request = readRequest(body);
    if (!request) return says(400, 'This is not a request of tlog-witness.\n');
    const { checkpoint, note, old } = request;
    const keys = this.#logs.filter(({ name }) => name === checkpoint.origin);
    if (keys.length === 0) return says(404, 'This log is not known here.\n');
    const text = signedText(note, keys);
    if (text === undefined) return says(403, 'No key of this log that is known here signed this.\n');
    if (old > checkpoint.size) return says(400, 'The old size is larger than the checkpoint.\n');
    const last = this.#seen.last(checkpoint.origin);
    const seen = last === undefined ? undefined : parseCheckpoint(splitNote(last).text);
    if (old !== (seen?.size ?? 0)) return says(409, `${seen?.size ?? 0}\n`, 'text/x.tlog.size');
    if (!extendsSeen(seen, request)) {
      if (last !== undefined) await this.#seen.keepEvidence(last, note);
      return says(422, last ?? 'There is nothing before the first checkpoint to prove.\n');
    }
    await this.#seen.remember(checkpoint.origin, note);
    const seconds = Math.floor(this.#clock() / 1_000);
    return says(200, [this.#seen.key, this.#seen.lastingKey].map((key) => key.cosign(text, seconds)).join(''));
  }
}

/** Whether what was seen of a log, if anything, is the beginning of what is offered. */
const extendsSeen = (seen: Checkpoint | undefined, { checkpoint, proof }: Request): boolean => {
  if (!seen || (seen.size === 0 && checkpoint.size > 0)) return proof.length === 0;
  if (seen.size === 0) return proof.length === 0 && seen.root.equals(checkpoint.root);
  return provesConsistency(seen.size, seen.root, checkpoint.size, checkpoint.root, proof);
};

const signedText = (note: string, keys: readonly Verifier[]): string | undefined => {
  try {
    return openNote(note, keys);
  } catch (error) {
    if (error instanceof UnverifiedNote) return undefined;
    throw error;
  }
};

/** `old <size>`, proof lines, an empty line, the checkpoint; undefined where it is malformed. */
const readRequest = (body: string): Request | undefined => {
  const end = body.indexOf('\n\n');
  const [first = '', ...lines] = body.slice(0, Math.max(end, 0)).split('\n');
  const old = /^old (0|[1-9]\d*)$/.exec(first)?.[1];
  const proof = lines.map((line) => Buffer.from(line, 'base64'));
  const isProof = lines.length <= MOST_PROOF_LINES && proof.every((hash, place) => hash.length === 32 && hash.toString('base64') === lines[place]);
  if (old === undefined || !Number.isSafeInteger(Number(old)) || !isProof) return undefined;
  const note = body.slice(end + 2);
  try {
    return { old: Number(old), proof, note, checkpoint: parseCheckpoint(splitNote(note).text) };
  } catch {
    return undefined;
  }
};
