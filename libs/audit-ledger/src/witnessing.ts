import { join } from 'node:path';
import { openCheckpoint } from './checkpoint.ts';
import { cosignedAt } from './cosignature.ts';
import { LedgerFiles } from './files.ts';
import type { Ledger } from './ledger.ts';
import { splitNote, type Verifier } from './note.ts';
import type { Policy, PolicyWitness } from './policy.ts';
import { LedgerRefused } from './refused.ts';
import { askWitness, type WitnessAnswer } from './witness-call.ts';

/** The file of the last checkpoint that witnesses of the policy cosigned, beside `checkpoint`. */
export const WITNESSED = 'witnessed';

/** How many entries are under a checkpoint that the policy counts; 0 where there is none. */
export const witnessedSize = (note: string | undefined, log: Verifier, policy: Policy): number => {
  if (note === undefined) return 0;
  const { text, signatures } = splitNote(note);
  const names = policy.witnesses.filter(({ verifier }) => cosignedAt(text, signatures, verifier) !== undefined).map(({ name }) => name);
  return policy.isQuorum(new Set(names)) ? openCheckpoint(note, log.name, log).size : 0;
};

export interface WitnessingOptions {
  readonly folder: string;
  readonly ledger: Ledger;
  readonly log: Verifier;
  readonly policy: Policy;
}

/** Has the checkpoints of one ledger cosigned, and notices where a witness saw another log under the same key. */
export class Witnessing {
  /** Why nothing more may be signed, once a witness has contradicted the ledger. */
  alarm: LedgerRefused | undefined;
  readonly #files: LedgerFiles;
  readonly #options: WitnessingOptions;
  /** The size that each witness has seen last, as far as it told. */
  readonly #seen = new Map<string, number>();
  #witnessed = 0;

  constructor(options: WitnessingOptions) {
    this.#options = options;
    this.#files = new LedgerFiles(options.folder);
  }

  /** Entries under the last checkpoint that enough witnesses cosigned. */
  get witnessedSize(): number {
    return this.#witnessed;
  }

  /**
   * Reads what was witnessed before, and asks each witness how far it is: one that is ahead has seen what this ledger no longer holds.
   * A witness that does not answer hinders nothing.
   * @throws LedgerRefused
   */
  async begin(): Promise<void> {
    const { folder, log, policy } = this.#options;
    this.#witnessed = witnessedSize(await this.#files.text(join(folder, WITNESSED)), log, policy);
    await this.#round();
    if (this.alarm) throw this.alarm;
  }

  /** Asks all witnesses once for the last checkpoint, unless enough of them have cosigned it. */
  async ask(): Promise<void> {
    if (this.#options.ledger.signedSize !== this.#witnessed) await this.#round();
  }

  /** Keeps the checkpoint with the cosignatures where they are enough. */
  async #round(): Promise<void> {
    const { folder, ledger, policy } = this.#options;
    const { note, signedSize: size } = ledger;
    if (note === undefined || this.alarm) return;
    const answers = await Promise.all(policy.witnesses.map(async (witness) => ({ witness, answer: await this.#askOne(witness, note, size) })));
    const lines = answers.flatMap(({ answer }) => (answer.outcome === 'cosigned' ? [answer.line] : []));
    const cosigned = new Set(answers.flatMap(({ witness, answer }) => (answer.outcome === 'cosigned' ? [witness.name] : [])));
    for (const { witness, answer } of answers) await this.#judge(witness, answer, note, size);
    if (this.alarm || !policy.isQuorum(cosigned)) return;
    await this.#files.replace(join(folder, WITNESSED), `${note}${lines.join('')}`);
    this.#witnessed = size;
  }

  /** Asks from the size that the witness is thought to have seen, and once more from the one that it then names. */
  async #askOne(witness: PolicyWitness, note: string, size: number): Promise<WitnessAnswer> {
    const { proofs } = this.#options.ledger;
    const from = async (old: number) => askWitness(witness, { old, proof: old > 0 && old < size ? await proofs.consistency(old, size) : [], note });
    const first = await from(Math.min(this.#seen.get(witness.name) ?? 0, size));
    const answer = first.outcome === 'elsewhere' && first.size <= size ? await from(first.size) : first;
    if (answer.outcome === 'cosigned') this.#seen.set(witness.name, size);
    return answer;
  }

  async #judge(witness: PolicyWitness, answer: WitnessAnswer, note: string, size: number): Promise<void> {
    if (answer.outcome === 'fork') return this.#raise(witness, note, answer.evidence, `saw another log of the same key than the checkpoint of ${size} entries`);
    if (answer.outcome !== 'elsewhere' || answer.size <= size) return;
    await this.#raise(witness, note, `${answer.size}\n`, `has seen ${answer.size} entries, and this ledger has signed ${size}: it was rolled back`);
  }

  /** Keeps both sides as evidence and stops the signing. */
  async #raise({ name }: PolicyWitness, ours: string, theirs: string, what: string): Promise<void> {
    const place = join(this.#options.folder, 'alarms', `${encodeURIComponent(name)}-${Date.now()}`);
    await this.#files.replace(`${place}.ours`, ours);
    await this.#files.replace(`${place}.theirs`, theirs);
    this.alarm ??= new LedgerRefused(`The witness ${name} ${what}. Nothing more is signed; the evidence lies in ${place}.*`);
  }
}
