import { connect, preparePostgres } from '@patto/postgres';
import type { PostgresForTests } from '@patto/testing/engines';
import { randomUUID } from 'node:crypto';
import { Deployment, type NewDeployment, type Recorded } from '../../conformance/deployment.ts';
import type { Keyring } from '../../keyring.ts';
import type { Keys } from '../../keys.ts';
import { openPostgresKeyring } from '../open-postgres-keyring.ts';
import { keyringSchema } from '../schema.ts';

const PASSWORD = 'for tests only';
const role = `patto_keys_${randomUUID().slice(0, 8)}`;

/** A deployment whose keyring is a database of its own. */
export class DeploymentOnPostgres extends Deployment {
  readonly #owner: string;
  readonly #gone: () => void;
  readonly url: string;

  /** @param gone called when it is removed: another may have its database */
  constructor(owner: string, gone: () => void) {
    super();
    [this.#owner, this.#gone] = [owner, gone];
    const url = new URL(owner);
    [url.username, url.password] = [role, PASSWORD];
    this.url = url.href;
  }

  open(keys: Keys, recorded: Recorded): Promise<Keyring> {
    return openPostgresKeyring({ url: this.url, keys, recorded, now: () => this.now });
  }

  async behindItsBack(statement: string): Promise<void> {
    const connection = await connect({ url: this.#owner, name: 'behind its back', settings: { search_path: 'keyring' } });
    await connection.run(statement).finally(() => connection.close());
  }

  override async remove(): Promise<void> {
    await super.remove();
    await this.behindItsBack('SET client_min_messages = warning; DROP SCHEMA keyring CASCADE');
    this.#gone();
  }
}

/** Makes deployments on a server. */
export const deploymentsOn = (server: PostgresForTests): NewDeployment => {
  const free: string[] = []; // To make a database takes a second, to empty one a moment.
  return async () => {
    const owner = free.pop() ?? (await server.database());
    await preparePostgres({ url: owner, roles: [{ name: role, password: PASSWORD }], schemas: [keyringSchema] });
    return new DeploymentOnPostgres(owner, () => free.push(owner));
  };
};
