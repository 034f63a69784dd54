import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Keyring, Part, SealedPart } from '../keyring.ts';
import { type Keys, openKeys } from '../keys.ts';
import { issueReceipt } from '../receipt.ts';

/** Makes a deployment over an empty keyring of the engine under test. */
export type NewDeployment = () => Promise<Deployment>;

/** Whether the log has a command in a stream. */
export type Recorded = (stream: string, command: string) => Promise<boolean>;

/** A deployment of its own: keys, keyrings that share one place, a log that knows which commands arrived, and a clock that tests move. */
export abstract class Deployment {
  readonly #root = mkdtempSync(join(tmpdir(), 'patto-keyring-'));
  readonly #open: Keyring[] = [];
  readonly folder = join(this.#root, 'keys');
  readonly dataFolder = join(this.#root, 'data');
  /** Stream and command of what was recorded. */
  readonly log = new Set<string>();
  /** What happens while the log is asked about a command. */
  meanwhile: () => Promise<unknown> = async () => undefined;
  now = Date.parse('2027-03-01T09:00:00Z');

  /** Opens a keyring over the one place of this deployment. */
  abstract open(keys: Keys, recorded: Recorded): Promise<Keyring>;

  /** What a statement does to the place behind the keyring's back. */
  abstract behindItsBack(statement: string): Promise<void>;

  async keyring(folder = this.folder): Promise<Keyring> {
    const keys = openKeys({ folder, dataFolder: this.dataFolder, environment: {} });
    const keyring = await this.open(keys, async (stream, command) => {
      await this.meanwhile();
      return this.log.has(`${stream} ${command}`);
    });
    this.#open.push(keyring);
    return keyring;
  }

  /** Seals parts of one's own as one command, without recording it. */
  seal(keyring: Keyring, subject: string, parts: readonly Omit<Part, 'subject'>[], command: string = randomUUID()): Promise<readonly SealedPart[]> {
    const header = { id: randomUUID(), type: 'patto.persons.PersonRegistered.v1', stream: subject };
    const whole = parts.map((part) => ({ ...part, subject }));
    return keyring.seal(header, whole, command).then((sealed) => sealed.map((part) => ({ ...part, event: header.id, type: header.type })));
  }

  /** Seals parts of one's own and records the command; it is not settled. */
  async record(keyring: Keyring, subject: string, parts: readonly Omit<Part, 'subject'>[], command: string = randomUUID()): Promise<readonly SealedPart[]> {
    const sealed = await this.seal(keyring, subject, parts, command);
    this.log.add(`${subject} ${command}`);
    return sealed;
  }

  async remove(): Promise<void> {
    for (const keyring of this.#open.splice(0)) await keyring.close().catch(() => undefined); // Some tests close or break it themselves.
    rmSync(this.#root, { recursive: true, force: true });
  }
}

export const readerOf = (...subjects: readonly string[]) => issueReceipt('access-of-a-test', subjects);
