import { join } from 'node:path';
import { openSqliteLog } from '@patto/event-store';
import { KEYRING_FILE, openKeyring, type Rotated, rotateKeys } from '@patto/privacy';
import type { Settings } from '@patto/service-kit';
import { orCannotStart } from './start.ts';

/** Rotates the keys of a deployment that is stopped. The log is held meanwhile, so that nothing starts beside it. @throws CannotStart with the remedy */
export const rotateDeploymentKeys = ({ data, keys: folder, environment }: Settings): Promise<Rotated> =>
  orCannotStart(async () => {
    const log = openSqliteLog({ file: join(data, 'events.sqlite'), onFatal: () => undefined });
    try {
      const recorded = async (stream: string, command: string) => (await log.outcome(stream, command)) !== undefined;
      return await rotateKeys({ folder, dataFolder: data, environment }, (keys) => openKeyring({ file: join(data, KEYRING_FILE), keys, recorded }));
    } finally {
      await log.close();
    }
  });
