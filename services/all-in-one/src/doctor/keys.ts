import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { checkKeyring, checkPostgresKeyring, KEYRING_FILE, type Keys, readKeys } from '@patto/privacy';
import { openedAt, type Settings } from '@patto/service-kit';
import { type Finding, fail, looking, ok, warn } from './finding.ts';
import { lookAtRole } from './role.ts';

/** The permission bits of group and world. */
const OF_OTHERS = 0o077;
/** Beside the keys lies the ledger's policy, which is no secret. */
const SECRET = /\.(?:key|secret)$/;

/** Looks at the keys and at the keyring that they open. It makes none. */
export const lookAtKeys = (settings: Settings): Promise<readonly Finding[]> =>
  looking('keys', async () => {
    const { keys: folder, data: dataFolder, environment } = settings;
    const keys = readKeys({ folder, dataFolder, environment });
    const open = process.platform === 'win32' ? [] : openToOthers(folder); // Windows has no such bits.
    const found = open.length > 0 ? open : [keys ? ok('keys', `${keys.place}, with the key of epoch ${keys.current}.`) : noneYet(folder)];
    return keys ? [...found, ...(await lookAtKeyring(settings, keys))] : found;
  });

const noneYet = (folder: string): Finding =>
  warn('keys', `There are none yet; the first start makes them in ${folder}. Of a deployment that has run before, set PATTO_KEYS to its folder.`);

const openToOthers = (folder: string): readonly Finding[] => {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((name) => SECRET.test(name));
  const places = [[folder, '700'] as const, ...files.map((name) => [join(folder, name), '600'] as const)];
  return places
    .filter(([place]) => (statSync(place).mode & OF_OTHERS) !== 0)
    .map(([place, mode]) => fail('keys', `${place} can be read by others. Run: chmod ${mode} ${place}`));
};

const lookAtKeyring = ({ data, engines: { keyring: url } }: Settings, keys: Keys): Promise<readonly Finding[]> =>
  looking('keyring', async () => {
    if (url !== undefined) {
      const role = await lookAtRole('PATTO_KEYRING_URL', url);
      const onPostgres = async () => {
        await openedAt('PATTO_KEYRING_URL', checkPostgresKeyring({ url, keys }));
        return [ok('keyring', 'PostgreSQL, and these keys go with it.')];
      };
      return [...role, ...(await looking('keyring', onPostgres))];
    }
    const file = join(data, KEYRING_FILE);
    return [
      checkKeyring(file, keys) ? ok('keyring', `${file}, and these keys go with it.`) : warn('keyring', `There is none yet; the first start makes ${file}.`),
    ];
  });
