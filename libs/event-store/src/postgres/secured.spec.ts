import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { connect, preparePostgres } from '@patto/postgres';
import { couldNotRun } from '@patto/testing';
import { hasCommand, securedPostgresFor, testAuthority } from '@patto/testing/engines';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { all, newStream, until, write } from '../conformance/examples.ts';
import { isOutage } from '../outage.ts';
import { openPostgresLog } from './postgres-log.ts';
import { logSchema } from './schema.ts';
import { CATEGORIES, onPostgres, opening, type PreparedDatabase } from './trials/prepared.ts';

const folder = mkdtempSync(join(tmpdir(), 'patto-secured-'));
afterAll(() => rmSync(folder, { recursive: true }));

const [ours, others] = hasCommand('openssl') ? [testAuthority(folder, 'ours'), testAuthority(folder, 'others')] : [];
const find = (what: string) =>
  ours ? securedPostgresFor(what, ours.certificate) : Promise.resolve(couldNotRun(what, 'there is no openssl', { mustRunInCi: true }));

await onPostgres(
  'the event log on PostgreSQL over TLS',
  async (what) => (await find(what)) ?? undefined,
  (database, server) => {
    const trusting = `sslmode=verify-full&sslrootcert=${ours?.ca}`;
    const at = (query: string, url = database.url()) => `${url}?${query}`;
    let schema = '';
    beforeAll(async () => {
      schema = await database.schema();
    });
    const open = (url: string) => openPostgresLog({ ...opening(database, schema), url });
    /** What is said where the log cannot be opened, and whether that would be waited for. */
    const refusal = (url: string) =>
      open(url).then(
        async (log) => log.close().then(() => 'was let in'),
        (error: Error) => ({ name: error.name, says: error.message, isWaitedFor: isOutage(error) }),
      );
    const refused = (says: RegExp) => ({ name: 'PostgresUnusable', says: expect.stringMatching(says), isWaitedFor: false });
    const encrypted = async (its: PreparedDatabase): Promise<readonly object[]> => {
      const session = await connect({ url: its.owner, name: 'who looks' });
      const text = `SELECT DISTINCT split_part(application_name, ' ', 3) AS work, ssl FROM pg_stat_activity JOIN pg_stat_ssl USING (pid) WHERE usename = $1 ORDER BY work`;
      return session.ask<object>({ text, values: [its.role] }).finally(() => session.close());
    };

    it('records, reads and listens over TLS alone', async () => {
      const log = await open(at(trusting));
      const stop = new AbortController();
      const following = until(log.subscribe({}, stop.signal), 0);
      await write(log, newStream('plan'), 0);
      expect(await following).toHaveLength(1);
      expect(await all(log.readAll())).toHaveLength(1);
      expect(await encrypted(database)).toEqual(['', 'listens', 'reads'].map((work) => ({ work, ssl: true })));
      await log.close();
    });

    it('prepares a database over TLS, as an owner who has a password', async () => {
      const [owner, fresh] = [`owner_${randomUUID().slice(0, 8)}`, await server.database()];
      const url = new URL(at(trusting, fresh));
      await database.asOwner(`CREATE ROLE ${owner} LOGIN CREATEROLE PASSWORD 'of the owner'; ALTER DATABASE ${url.pathname.slice(1)} OWNER TO ${owner}`);
      [url.username, url.password] = [owner, 'of the owner'];
      const prepare = (its: string) => preparePostgres({ url: its, roles: [], schemas: [logSchema('over_tls', () => CATEGORIES)] });
      expect((await prepare(url.href)).migrations).not.toEqual([]);
      url.password = 'another one';
      await expect(prepare(url.href)).rejects.toMatchObject({ name: 'PostgresUnusable', message: expect.stringMatching(/refuses this role or its password/) });
    });

    it.each([
      ['verify-full', 'sslmode=verify-full'],
      ['require', 'sslmode=require'],
      ['verify-ca', 'sslmode=verify-ca'],
      ['no mode but the file of an authority', 'a=b'],
    ])('takes nobody for the server whose certificate does not count, by %s', async (_, mode) => {
      const says = /^postgres:\/\/127\.0\.0\.1:\d+\/\S+ shows no certificate that counts here\. Name in the URL .+ as sslrootcert, .+ \(.*certificate.*\)$/;
      expect(await refusal(at(`${mode}&sslrootcert=${others?.ca}`))).toEqual(refused(says));
      expect(await refusal(at(`${mode}&sslrootcert=${ours?.ca}`))).toBe('was let in');
    });

    it('takes nobody for the server whose certificate is for another host', async () => {
      const elsewhere = at(trusting).replace('127.0.0.1', 'localhost');
      expect(await refusal(elsewhere)).toEqual(refused(/shows no certificate that counts here.+the host as the certificate does.+localhost/));
    });

    it('looks at no certificate where the URL says so in the words of libpq', async () => {
      expect(await refusal(at('sslmode=require&uselibpqcompat=true'))).toBe('was let in');
    });

    it('is refused without TLS where the server takes nobody in so, and says what the server said', async () => {
      expect(await refusal(database.url())).toEqual(refused(/refuses this role or its password.+no encryption/));
    });

    it('does not go on in the clear where a server speaks no TLS', async () => {
      const silent = createServer((socket) => socket.once('data', () => socket.end('N'))).listen(0, '127.0.0.1'); // As PostgreSQL says no.
      await once(silent, 'listening');
      const url = new URL(at(trusting));
      url.port = String((silent.address() as AddressInfo).port);
      expect(await refusal(url.href)).toEqual(refused(/shows no certificate that counts here.+does not support SSL/));
      silent.close();
    });

    it('names the file of an authority that cannot be read', async () => {
      const file = join(folder, 'nothing.pem');
      expect(await refusal(at(`sslmode=verify-full&sslrootcert=${file}`))).toEqual(refused(/a file that its URL names cannot be read\. .+nothing\.pem/));
    });

    it.each(['a wrong password', 'a role that nobody made'])('refuses %s, and says no password', async (which) => {
      const url = new URL(at(trusting, database.url()));
      url.password = 'hush-hush';
      if (which !== 'a wrong password') url.username = 'nobody_here';
      const said = await refusal(url.href);
      expect(said).toEqual(refused(/refuses this role or its password\. Set the URL/));
      expect(JSON.stringify(said)).not.toContain('hush');
    });
  },
);
