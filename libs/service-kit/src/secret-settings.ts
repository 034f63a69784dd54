import { readFileSync } from 'node:fs';

/** Settings that are secrets, or URLs that may hold a password. Each may stand in a file, which the setting of this name with `_FILE` names. */
export const SECRET_SETTINGS = [
  'PATTO_EVENT_STORE_URL',
  'PATTO_KEYRING_URL',
  'PATTO_BUS_URL',
  'PATTO_READ_MODELS_URL',
  'PATTO_KEY_ENCRYPTION_KEY',
  'PATTO_DEPLOYMENT_SECRET',
  'PATTO_DATABASE_OWNER_URL',
  'PATTO_KEYRING_OWNER_URL',
  'PATTO_TOKEN',
] as const;

/** The setting that names the file of a secret. */
export const fileSettingOf = (name: string): string => `${name}_FILE`;

/**
 * The environment with every secret that is in a file in its place, and says what is wrong with those files. Who may read them is left to whoever puts
 * them there: what runs containers shows secrets as files that all users inside may read.
 */
export const secretsFromFiles = (environment: NodeJS.ProcessEnv, expect: (name: string, fits: boolean, expected: string) => void): NodeJS.ProcessEnv => {
  const found: NodeJS.ProcessEnv = { ...environment };
  for (const name of SECRET_SETTINGS) {
    const setting = fileSettingOf(name);
    const file = environment[setting];
    if (!file) continue;
    expect(setting, !environment[name], `either this or ${name}, and both are set`);
    const secret = contentOf(file);
    expect(setting, secret !== undefined && secret !== '', `the path of a file that this user can read, with the value of ${name} in it`);
    delete found[setting];
    if (secret) found[name] = secret;
  }
  return found;
};

/** What a file says, without the newline that editors end it with; undefined where it cannot be read. */
const contentOf = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
};

/** What stands in a text for a secret. */
const HIDDEN = '…';

/** Takes the secrets of an environment, and the passwords in its URLs, out of a text, whoever wrote it: a driver may repeat what it was given. */
export const hidingSecrets = (environment: NodeJS.ProcessEnv): ((text: string) => string) => {
  const secrets = SECRET_SETTINGS.flatMap((name) => {
    const value = environment[name];
    if (!value) return [];
    const password = /\/\/[^:@/]*:(.+)@/.exec(value)?.[1];
    return password === undefined ? [value] : [value, password, decoded(password)];
  });
  return (text) => secrets.reduce((clear, secret) => clear.replaceAll(secret, HIDDEN), text);
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // A stray percent sign.
  }
};
