import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { issueReceipt } from '../receipt.ts';
import type { Keyring, Part, SealedPart } from '../keyring.ts';
import { openKeys } from '../keys.ts';
import { openKeyring } from './open-keyring.ts';
import { KEYRING_FILE } from './schema.ts';

/** A deployment in a folder of its own: keys, keyrings on one file, a log that knows which commands arrived, and a clock that tests move. */
export class Deployment {
  readonly #root = mkdtempSync(join(tmpdir(), 'patto-keyring-'));
  readonly #open: Keyring[] = [];
  readonly folder = join(this.#root, 'keys');
  readonly dataFolder = join(this.#root, 'data');
  readonly file = join(this.dataFolder, KEYRING_FILE);
  /** Stream and command of what was recorded. */
  readonly log = new Set<string>();
  /** What happens while the log is asked about a command. */
  meanwhile: () => Promise<unknown> = async () => undefined;
  now = Date.parse('2027-03-01T09:00:00Z');

  async keyring(folder = this.folder): Promise<Keyring> {
    const keys = openKeys({ folder, dataFolder: this.dataFolder, environment: {} });
    const recorded = async (stream: string, command: string) => {
      await this.meanwhile();
      return this.log.has(`${stream} ${command}`);
    };
    const keyring = await openKeyring({ file: this.file, keys, recorded, now: () => this.now });
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

  /** What a statement does to the file behind the keyring's back. */
  behindItsBack(statement: string): void {
    const database = new DatabaseSync(this.file);
    database.exec(statement);
    database.close();
  }

  /** The subjects that have a key in the file. */
  subjects(): readonly unknown[] {
    const database = new DatabaseSync(this.file);
    const rows = database.prepare('SELECT subject FROM subject_key').all();
    database.close();
    return rows.map((row) => row['subject']);
  }

  /** All bytes of all files of the data folder, write-ahead logs included. */
  bytes(): Buffer {
    return Buffer.concat(readdirSync(this.dataFolder).map((file) => readFileSync(join(this.dataFolder, file))));
  }

  async remove(): Promise<void> {
    for (const keyring of this.#open.splice(0)) await keyring.close().catch(() => undefined); // Some tests close or break it themselves.
    rmSync(this.#root, { recursive: true, force: true });
  }
}

export const readerOf = (...subjects: readonly string[]) => issueReceipt('access-of-a-test', subjects);
