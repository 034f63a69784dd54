import { resolve } from 'node:path';
import { EDGE_SETTINGS, type EdgeSettings, edgeSettings } from './edge-settings.ts';
import { type EngineUrls, engineUrls } from './engine-settings.ts';
import { fileSettingOf, SECRET_SETTINGS, secretsFromFiles } from './secret-settings.ts';

/** How a deployment is told to run, read once from the environment. */
export interface Settings {
  readonly host: string;
  /** 0 lets the system choose a free one. */
  readonly port: number;
  /** Absolute path of the folder that holds the log, the read models, the keyring and the ledger. */
  readonly data: string;
  /** Absolute path of the folder that holds the key-encryption keys; never inside `data`. */
  readonly keys: string;
  /** An OpenID Connect issuer; the built-in development issuer where there is none. */
  readonly issuer: string | undefined;
  /** The audience that access tokens must name. */
  readonly audience: string;
  /** The name of the founding organisation, a public body. */
  readonly organisation: string;
  /** The first administrator. */
  readonly administrator: { readonly issuer: string; readonly subject: string } | undefined;
  readonly logLevel: string;
  /** The engines that URLs choose. */
  readonly engines: EngineUrls;
  /** How the edge treats those who call. */
  readonly edge: EdgeSettings;
  /** All of it, with the secrets that are in files in their place. */
  readonly environment: NodeJS.ProcessEnv;
}

const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'];

/** One or more settings are wrong; the message names each with what was expected. */
export class WrongSettings extends Error {
  override readonly name = 'WrongSettings';
}

/** One service in a process of its own. */
export interface Alone {
  readonly service: string;
  /** Where it listens unless it is told otherwise. */
  readonly port: number;
}

/** Says of a setting whether it fits, and what was expected. */
type Expect = (name: string, fits: boolean, expected: string) => void;

/** What is read, where all that is expected of it fits. @throws WrongSettings that names every wrong one */
const checked = <Read>(read: (expect: Expect) => Read): Read => {
  const wrong = new Set<string>();
  const found = read((name, fits, expected) => {
    if (!fits) wrong.add(`${name}: expected ${expected}.`);
  });
  if (wrong.size > 0) throw new WrongSettings(['These settings are wrong:', ...wrong].join('\n  '));
  return found;
};

/** The environment with every secret that is in a file in its place. @throws WrongSettings */
export const withSecrets = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv => checked((expect) => secretsFromFiles(environment, expect));

/** Reads and checks all settings together, for one service alone or for all in one process. @throws WrongSettings that names every wrong one */
export const readSettings = (given: NodeJS.ProcessEnv, alone?: Alone): Settings => checked((expect) => settingsFrom(given, alone, expect));

const settingsFrom = (given: NodeJS.ProcessEnv, alone: Alone | undefined, expect: Expect): Settings => {
  const environment = secretsFromFiles(given, expect);
  const {
    PATTO_PORT = String(alone?.port ?? 8080),
    PATTO_HOST = '127.0.0.1',
    PATTO_DATA = './data',
    PATTO_KEYS = './keys',
    PATTO_LOG_LEVEL = 'warn',
  } = environment;
  const { PATTO_ISSUER_URL, PATTO_AUDIENCE, PATTO_ADMINISTRATOR, PATTO_ORGANISATION } = environment;

  const port = Number(PATTO_PORT);
  expect('PATTO_PORT', /^\d{1,5}$/.test(PATTO_PORT) && port <= 65_535, 'a port number from 0 to 65535, as 8080');
  expect('PATTO_HOST', /^[a-z0-9.:[\]-]+$/i.test(PATTO_HOST), 'a host name or address to listen on, as 127.0.0.1');
  expect('PATTO_DATA', PATTO_DATA.trim() !== '', 'a folder for the data, as ./data');
  expect('PATTO_KEYS', PATTO_KEYS.trim() !== '', 'a folder for the keys, apart from the data, as ./keys');
  expect('PATTO_LOG_LEVEL', LOG_LEVELS.includes(PATTO_LOG_LEVEL), `one of ${LOG_LEVELS.join(', ')}`);
  expect(
    'PATTO_ISSUER_URL',
    PATTO_ISSUER_URL === undefined || isIssuer(PATTO_ISSUER_URL),
    'the https URL of an OpenID Connect issuer (http on this machine only)',
  );
  expect('PATTO_AUDIENCE', PATTO_AUDIENCE !== '', 'the audience that access tokens name, as patto');
  const [issuer, subject, more] = PATTO_ADMINISTRATOR?.trim().split(/\s+/) ?? [];
  const namesBoth = issuer !== undefined && subject !== undefined && more === undefined;
  expect('PATTO_ADMINISTRATOR', PATTO_ADMINISTRATOR === undefined || namesBoth, 'issuer and subject of the first administrator, separated by a space');
  expect('PATTO_ADMINISTRATOR', PATTO_ISSUER_URL === undefined || namesBoth, 'issuer and subject of the first administrator, since PATTO_ISSUER_URL is set');
  const isNamed = PATTO_ORGANISATION !== undefined && PATTO_ORGANISATION.trim() !== '' && PATTO_ORGANISATION.length <= 200;
  expect(
    'PATTO_ORGANISATION',
    PATTO_ORGANISATION === undefined ? PATTO_ISSUER_URL === undefined : isNamed,
    'the name of the founding public body, as "Comune di Valcurta"',
  );
  const engines = engineUrls(environment, alone?.service, expect);
  const edge = edgeSettings(environment, expect);

  const known = [
    'PATTO_PORT',
    'PATTO_HOST',
    'PATTO_DATA',
    'PATTO_KEYS',
    'PATTO_LOG_LEVEL',
    'PATTO_ISSUER_URL',
    'PATTO_AUDIENCE',
    'PATTO_ADMINISTRATOR',
    'PATTO_ORGANISATION',
  ];
  const others: readonly string[] = ['PATTO_URL', 'PATTO_NOT_RUN', ...SECRET_SETTINGS, ...SECRET_SETTINGS.map(fileSettingOf), ...EDGE_SETTINGS];
  for (const name of Object.keys(given)) {
    if (name.startsWith('PATTO_') && !name.startsWith('PATTO_TEST_'))
      expect(name, known.includes(name) || others.includes(name), 'another name: there is no such setting');
  }
  return {
    host: PATTO_HOST,
    port,
    data: resolve(PATTO_DATA),
    keys: resolve(PATTO_KEYS),
    issuer: PATTO_ISSUER_URL,
    audience: PATTO_AUDIENCE ?? 'patto',
    organisation: PATTO_ORGANISATION ?? 'Comune di Valcurta',
    administrator: issuer && subject ? { issuer, subject } : undefined,
    logLevel: PATTO_LOG_LEVEL,
    engines,
    edge,
    environment,
  };
};

const isIssuer = (text: string): boolean => {
  const url = URL.parse(text);
  return url !== null && (url.protocol === 'https:' || (url.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)));
};
