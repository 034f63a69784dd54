import { join } from 'node:path';
import { openSqliteLog } from '@patto/event-store';
import { KEYRING_FILE, openKeyring, openPostgresKeyring, type Rotated, rotateKeys } from '@patto/privacy';
import type { Settings } from '@patto/service-kit';
import { orCannotStart } from './start.ts';

/** Rotates the keys of a deployment that is stopped. An embedded log is held meanwhile, so that nothing starts beside it. @throws CannotStart with the remedy */
export const rotateDeploymentKeys = ({ data, keys: folder, environment, engines }: Settings): Promise<Rotated> =>
  orCannotStart(async () => {
    const { keyring: url } = engines;
    // A process that runs on beside it can wrap nothing under the old key any more, and says that it has to be started again.
    if (url !== undefined)
      return rotateKeys({ folder, dataFolder: data, environment }, (keys) => openPostgresKeyring({ url, keys, recorded: async () => false }));
    const log = openSqliteLog({ file: join(data, 'events.sqlite'), onFatal: () => undefined });
    try {
      const recorded = async (stream: string, command: string) => (await log.outcome(stream, command)) !== undefined;
      return await rotateKeys({ folder, dataFolder: data, environment }, (keys) => openKeyring({ file: join(data, KEYRING_FILE), keys, recorded }));
    } finally {
      await log.close();
    }
  });
