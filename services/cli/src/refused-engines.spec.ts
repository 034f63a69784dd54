import { afterAll, describe, expect, it } from '@jest/globals';
import { CannotStart, examine, prepareDatabases, start, TOGETHER } from '@patto/all-in-one';
import { readSettings } from '@patto/service-kit';
import { couldNotRun } from '@patto/testing';
import { hasCommand, securedKafkaFor, securedMongoFor, securedPostgresFor, testAuthority } from '@patto/testing/engines';
import { startFake } from '@patto/testing/kurrentdb';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXIT } from './exit.ts';
import { type Environment, settingsIn, startPatto } from './testing/patto-child.ts';

const WHAT = 'starts on engines over TLS and with logins';
const TIMEOUT_MS = 120_000; // All services start, on two shared cores.
const LOGIN = 'patto:right-one';

const root = mkdtempSync(join(tmpdir(), 'patto-refused-'));
const begun: { stop(): unknown }[] = [];
afterAll(async () => {
  for (const server of begun) await server.stop();
  rmSync(root, { recursive: true });
}, TIMEOUT_MS);
const begin = async <Server extends { stop(): unknown }>(starting: Promise<Server | undefined>): Promise<Server | undefined> => {
  const server = await starting;
  if (server) begun.push(server);
  return server;
};

/** The URLs of servers whose certificate is of an authority `ca`, and who know the login. */
const servers = async () => {
  const [ours, others] = [testAuthority(root, 'ours', 'IP:127.0.0.1,DNS:localhost'), testAuthority(root, 'others')];
  const secured = { certificate: ours.certificate, username: 'patto', password: 'right-one' };
  const postgres = await begin(securedPostgresFor(WHAT, ours.certificate));
  const mongo = postgres && (await begin(securedMongoFor(WHAT, secured)));
  const kafka = mongo && (await begin(securedKafkaFor(WHAT, secured)));
  const kurrent = kafka && (await begin(startFake({ secured })));
  if (!kurrent) return undefined;
  const { urls } = await prepareDatabases({ owner: await postgres.database(), prefix: 'refused', passwordOf: () => 'right-one' });
  const { PATTO_EVENT_STORE_URL: log = '', PATTO_KEYRING_URL: keyring = '' } = urls.get(TOGETHER) ?? {};
  const urlsBy = (ca: string): Environment => ({
    log: `${log}?sslmode=verify-full&sslrootcert=${ca}`,
    keyring: `${keyring}?sslmode=verify-full&sslrootcert=${ca}`,
    documents: `mongodb://${LOGIN}@${mongo.secured}/patto?tls=true&tlsCAFile=${ca}&maxPoolSize=4`,
    bus: `kafkas://${LOGIN}@${kafka.secured}?ca=${ca}`,
    kurrent: `${kurrent.url.replace('127.0.0.1', 'localhost')}&tlsCaFile=${ca}`,
  });
  return { right: urlsBy(ours.ca), untrusted: urlsBy(others.ca) };
};
const its = hasCommand('openssl') ? await servers() : couldNotRun(WHAT, 'there is no openssl', { mustRunInCi: true });

/** The settings of all services in one process, in a folder of its own. */
const settingsWith = (urls: Environment): Environment => ({ ...settingsIn(mkdtempSync(join(root, 'place-'))), PATTO_LOG_LEVEL: 'error', ...urls });
const onFatal = (error: Error): never => {
  throw error;
};
const withLogs = (log: string, keyring: string): Environment => ({ PATTO_EVENT_STORE_URL: log, PATTO_KEYRING_URL: keyring });
const wrong = (url = ''): string => url.replace('right-one', 'hush-hush');

describe('a start', () => {
  it(
    'works on engines over TLS and with logins',
    async () => {
      if (!its) return;
      const { log = '', keyring = '', documents = '', bus = '' } = its.right;
      const settings = settingsWith({ ...withLogs(log, keyring), PATTO_READ_MODELS_URL: documents, PATTO_BUS_URL: bus });
      const started = await start(readSettings(settings), { onFatal });
      await started.idle();
      await started.close();
    },
    TIMEOUT_MS,
  );

  const CERTIFICATE = 'shows no certificate that counts here';
  type Urls = Environment;
  // Each engine once, by one of the two; the spec beside each engine tries it by both.
  it.each<[what: string, setting: string, says: string, urls: (right: Urls, untrusted: Urls) => Environment]>([
    ['a certificate of PostgreSQL', 'PATTO_EVENT_STORE_URL', CERTIFICATE, ({ keyring = '' }, { log = '' }) => withLogs(log, keyring)],
    ['a password of the keyring', 'PATTO_KEYRING_URL', 'Set the URL', ({ log = '', keyring }) => withLogs(log, wrong(keyring))],
    ['a certificate of KurrentDB', 'PATTO_EVENT_STORE_URL', CERTIFICATE, (_, { kurrent = '' }) => ({ PATTO_EVENT_STORE_URL: kurrent })],
    ['a password of MongoDB', 'PATTO_READ_MODELS_URL', 'Set the right ones', ({ documents }) => ({ PATTO_READ_MODELS_URL: wrong(documents) })],
    ['a certificate of Kafka', 'PATTO_BUS_URL', CERTIFICATE, (_, { bus = '' }) => ({ PATTO_BUS_URL: bus })],
  ])(
    'does not wait where %s does not count, and says what the doctor says: the setting, the remedy and no secret',
    async (_, setting, says, urls) => {
      if (!its) return;
      const settings = readSettings(settingsWith(urls(its.right, its.untrusted)));
      const refusal = await start(settings, { onFatal }).catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(CannotStart);
      const { message } = refusal as CannotStart;
      expect(message.startsWith(`${setting}: `)).toBe(true);
      expect(message).toContain(says);
      const failed: string[] = [];
      for await (const found of examine(settings)) if (found.level === 'fail') failed.push(found.says);
      expect(failed).toContainEqual(expect.stringContaining(says));
      expect(failed.every((one) => one.startsWith(`${setting}: `))).toBe(true);
      for (const secret of ['hush-hush', 'right-one']) expect(message + failed.join()).not.toContain(secret);
    },
    TIMEOUT_MS,
  );

  it(
    'ends its process with 78',
    async () => {
      if (!its) return;
      const { code, err } = await startPatto(['up'], settingsWith({ PATTO_EVENT_STORE_URL: wrong(its.right['kurrent']) })).ended;
      expect({ code, err }).toEqual({
        code: EXIT.cannotStart,
        err: expect.stringMatching(/^PATTO_EVENT_STORE_URL: KurrentDB at \S+ refuses this user\. .+\n$/),
      });
      expect(err).not.toContain('hush-hush');
    },
    TIMEOUT_MS,
  );
});
