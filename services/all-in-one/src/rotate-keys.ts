import { join } from 'node:path';
import { KEYRING_FILE, openKeyring, openPostgresKeyring, type Rotated, rotateKeys } from '@patto/privacy';
import type { Settings } from '@patto/service-kit';
import { orCannotStart } from './start.ts';
import { withLogs } from './with-logs.ts';

/** Rotates the keys of a deployment that is stopped. An embedded keyring's folder is held meanwhile, so that nothing starts beside it. @throws CannotStart with the remedy */
export const rotateDeploymentKeys = (settings: Settings): Promise<Rotated> => {
  const { data, keys: folder, environment, engines } = settings;
  const { keyring: url } = engines;
  const place = { folder, dataFolder: data, environment };
  // A process that runs on beside it can wrap nothing under the old key any more, and says that it has to be started again.
  if (url !== undefined) {
    return orCannotStart(() => rotateKeys(place, (keys) => openPostgresKeyring({ url, keys, recorded: async () => false })));
  }
  return withLogs(settings, ({ log }) => {
    const recorded = async (stream: string, command: string) => (await log.outcome(command))?.stream === stream;
    return rotateKeys(place, (keys) => openKeyring({ file: join(data, KEYRING_FILE), keys, recorded }));
  });
};
