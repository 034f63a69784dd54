import { isAboutDatabase, LOGINS, prepareDatabases } from '@patto/all-in-one';
import { withSecrets } from '@patto/service-kit';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT } from '../exit.ts';
import { sayingRemedies } from '../mendably.ts';

export interface PrepareOptions {
  /** What the names of the roles begin with. */
  readonly prefix: string;
  /** Where the settings of each service are written. */
  readonly settings: string;
}

/** The owners' URLs come from the environment or from files: what stands on a command line, every user of the machine can read. */
const OWNER = 'PATTO_DATABASE_OWNER_URL';
const KEYRING_OWNER = 'PATTO_KEYRING_OWNER_URL';
const PASSWORD_BYTES = 24; // 32 characters of base64url.

const fileOf = (folder: string, login: string): string => join(folder, `${login}.env`);

/** The password in a file that was written before; a new one where there is none. */
const passwordIn = (file: string): string => {
  const url = existsSync(file) ? /^PATTO_EVENT_STORE_URL=(\S+)$/m.exec(readFileSync(file, 'utf8'))?.[1] : undefined;
  return (url && URL.canParse(url) && decodeURIComponent(new URL(url).password)) || randomBytes(PASSWORD_BYTES).toString('base64url');
};

/** `patto db prepare`: makes databases ready for the services, and writes for each of them a file of settings that only this user can read. */
export const prepareCommand = (options: PrepareOptions): Promise<number> => sayingRemedies(() => prepareAs(withSecrets(process.env), options));

const prepareAs = async (environment: NodeJS.ProcessEnv, { prefix, settings }: PrepareOptions): Promise<number> => {
  const owner = environment[OWNER];
  const keyringOwner = environment[KEYRING_OWNER];
  const wrong = [
    ...(owner && URL.canParse(owner) ? [] : [`${OWNER}: expected postgres://owner:password@host:5432/patto, whose owner may make roles.`]),
    ...(keyringOwner && !URL.canParse(keyringOwner) ? [`${KEYRING_OWNER}: expected postgres://owner:password@host:5432/patto_keyring.`] : []),
  ];
  if (owner === undefined || wrong.length > 0) {
    process.stderr.write(`${wrong.join('\n')}\n`);
    return EXIT.cannotStart;
  }
  try {
    const passwords = new Map(LOGINS.map((login) => [login, passwordIn(fileOf(settings, login))]));
    const { made, urls } = await prepareDatabases({
      owner,
      ...(keyringOwner && { keyringOwner }),
      prefix,
      passwordOf: (login) => passwords.get(login) as string,
    });
    mkdirSync(settings, { recursive: true, mode: 0o700 });
    for (const [login, its] of urls) {
      const lines = Object.entries(its).map(([name, url]) => `${name}=${url}\n`);
      writeFileSync(fileOf(settings, login), lines.join(''), { mode: 0o600 });
    }
    process.stdout.write(made.roles.length > 0 ? `Roles made: ${made.roles.join(', ')}.\n` : 'All roles were there.\n');
    process.stdout.write(made.migrations.length > 0 ? `Brought up to date: ${made.migrations.join(', ')}.\n` : 'All schemas were of this version.\n');
    process.stdout.write(
      `The settings of each service are in ${settings}, as ${fileOf(settings, 'persons')}. They hold passwords: keep them to their service.\n`,
    );
    return EXIT.ok;
  } catch (error) {
    if (!isAboutDatabase(error)) throw error;
    process.stderr.write(`${error.message}\n`);
    return EXIT.cannotStart;
  }
};
