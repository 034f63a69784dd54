import { kafkaAccess } from '@patto/messaging';

/** Where the engines are, by URL; the embedded one in the data folder where there is none. */
export interface EngineUrls {
  readonly eventStore: string | undefined;
  readonly bus: string | undefined;
  readonly readModels: string | undefined;
  readonly keyring: string | undefined;
}

/** Each engine's setting: what URL it takes, said as it is shown. */
const ENGINES = {
  PATTO_EVENT_STORE_URL: {
    member: 'eventStore',
    schemes: ['postgres:', 'postgresql:', 'kurrentdb:', 'kurrentdb+discover:'],
    shown: 'postgres://user:password@host:5432/patto, or kurrentdb://user:password@host:2113',
  },
  PATTO_KEYRING_URL: { member: 'keyring', schemes: ['postgres:', 'postgresql:'], shown: 'postgres://user:password@host:5432/patto' },
  PATTO_BUS_URL: {
    member: 'bus',
    schemes: ['kafka:', 'kafkas:'],
    shown: 'kafka://host:9092, with further brokers behind commas, or over TLS kafkas://user:password@host:9093?sasl=scram-sha-512&ca=/path/of/ca.pem',
  },
  PATTO_READ_MODELS_URL: { member: 'readModels', schemes: ['mongodb:', 'mongodb+srv:'], shown: 'mongodb://host:27017/patto' },
} as const;

/** The name of a setting that says where an engine is. */
export type EngineSetting = keyof typeof ENGINES;

export const ENGINE_SETTINGS = Object.keys(ENGINES) as EngineSetting[];

/** What keeps the event log at this URL. On KurrentDB it is the log of one process, which keeps all else in its folder unless other URLs say otherwise. */
export const engineOfLog = (url: string | undefined): 'SQLite' | 'PostgreSQL' | 'KurrentDB' => {
  if (url === undefined) return 'SQLite';
  return url.startsWith('kurrentdb') ? 'KurrentDB' : 'PostgreSQL';
};

const fits = (url: string, schemes: readonly string[]): boolean => {
  const scheme = /^[a-z+]+:/.exec(url)?.[0] ?? '';
  if (!schemes.includes(scheme)) return false;
  return scheme.startsWith('kafka') ? kafkaAccess(url) !== undefined : /^[a-z+]+:\/\/[^/\s]+/.test(url);
};

/**
 * Reads where the engines are, and says what is wrong with it. A URL is never repeated: it may hold a password.
 * @param alone the service that runs by itself, where one does
 */
export const engineUrls = (
  environment: NodeJS.ProcessEnv,
  alone: string | undefined,
  expect: (name: string, fits: boolean, expected: string) => void,
): EngineUrls => {
  const urls: { -readonly [Member in keyof EngineUrls]: EngineUrls[Member] } = {
    eventStore: undefined,
    bus: undefined,
    readModels: undefined,
    keyring: undefined,
  };
  for (const name of ENGINE_SETTINGS) {
    const { member, schemes, shown } = ENGINES[name];
    const url = environment[name] || undefined;
    if (alone !== undefined)
      expect(name, url !== undefined, `${shown}: ${alone} alone shares its engines with the other services, and embedded ones serve one process`);
    expect(name, url === undefined || fits(url, schemes), shown);
    urls[member] = url;
  }
  const [log, keyring] = [urls.eventStore !== undefined, urls.keyring !== undefined];
  const isOnKurrent = engineOfLog(urls.eventStore) === 'KurrentDB';
  expect(
    'PATTO_EVENT_STORE_URL',
    alone === undefined || !isOnKurrent,
    `postgres://user:password@host:5432/patto: a log on KurrentDB serves one process, patto up, and ${alone} alone shares its log`,
  );
  expect(
    'PATTO_KEYRING_URL',
    !log || keyring || isOnKurrent,
    `${ENGINES.PATTO_KEYRING_URL.shown}, since PATTO_EVENT_STORE_URL is set: whoever shares a log shares its keyring`,
  );
  expect(
    'PATTO_EVENT_STORE_URL',
    !keyring || log,
    `${ENGINES.PATTO_EVENT_STORE_URL.shown}, since PATTO_KEYRING_URL is set: a shared keyring belongs to a shared log`,
  );
  return urls;
};
