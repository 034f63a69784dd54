import { join } from 'node:path';
import type { Settings } from '@patto/service-kit';

/** The two logs that are sealed: what happened, and who read of it. */
export type LedgerName = 'events' | 'accesses';

type Folders = Pick<Settings, 'data' | 'keys'>;

/**
 * Where a ledger lies; its signing key is kept with the other keys, apart from the data. The origin is also the key's name: one for the
 * ledger's whole life, whatever address the deployment is reached at.
 */
export const ledgerPlace = (name: LedgerName, { data, keys }: Folders) => ({
  folder: join(data, 'ledger', name),
  keyFile: join(keys, `ledger-${name}.key`),
  origin: `patto.local/ledger/${name}`,
});

/** Where the policy lies that says which witnesses are asked and how many are enough; without the file nobody is. */
export const policyFile = ({ keys }: Pick<Settings, 'keys'>): string => join(keys, 'ledger.policy');
