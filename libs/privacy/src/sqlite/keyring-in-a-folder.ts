import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Deployment, type Recorded } from '../conformance/deployment.ts';
import type { Keyring } from '../keyring.ts';
import type { Keys } from '../keys.ts';
import { openKeyring } from './open-keyring.ts';
import { KEYRING_FILE } from './schema.ts';

/** A deployment whose keyring is a file in its data folder. */
export class DeploymentInAFolder extends Deployment {
  readonly file = join(this.dataFolder, KEYRING_FILE);

  open(keys: Keys, recorded: Recorded): Promise<Keyring> {
    return openKeyring({ file: this.file, keys, recorded, now: () => this.now });
  }

  async behindItsBack(statement: string): Promise<void> {
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
}
