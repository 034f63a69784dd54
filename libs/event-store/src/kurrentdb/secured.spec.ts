import { afterAll, describe, expect, it } from '@jest/globals';
import { couldNotRun } from '@patto/testing';
import { hasCommand, testAuthority } from '@patto/testing/engines';
import { startFake } from '@patto/testing/kurrentdb';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { all, newStream, write } from '../conformance/examples.ts';
import { isOutage } from '../outage.ts';
import { openKurrentLog } from './open.ts';
import { neverFatal } from './trials/on-a-fake.ts';

const WHAT = 'the event log on KurrentDB over TLS with a login';
const folder = mkdtempSync(join(tmpdir(), 'patto-secured-'));
const start = async () => {
  const ours = testAuthority(folder, 'ours', 'DNS:localhost');
  const server = await startFake({ secured: { certificate: ours.certificate, username: 'admin', password: 'right-one' } });
  return { server, ours, others: testAuthority(folder, 'others', 'DNS:localhost'), elsewhere: testAuthority(folder, 'elsewhere', 'DNS:db.example') };
};
const its = hasCommand('openssl') ? await start() : couldNotRun(WHAT, 'there is no openssl', { mustRunInCi: true });
afterAll(() => {
  its?.server.stop();
  rmSync(folder, { recursive: true });
});

/** The client goes over TLS to no address. */
const byName = (url: string) => url.replace('127.0.0.1', 'localhost');
const open = (url: string) => openKurrentLog({ url, service: 'tests', onFatal: neverFatal });
/** What is said where the log cannot be opened, and whether that would be waited for. */
const refusal = (url: string) =>
  open(url).then(
    async (log) => log.close().then(() => 'was let in'),
    (error: Error) => ({ name: error.name, says: error.message, isWaitedFor: isOutage(error) }),
  );
const refused = (says: RegExp) => ({ name: 'KurrentUnusable', says: expect.stringMatching(says), isWaitedFor: false });
const UNTRUSTED = /^KurrentDB at kurrentdb:\/\/[\w.]+:\d+ shows no certificate that counts here\. Name in the URL .+ as tlsCaFile, .+ \(.+\)$/;

describe(WHAT, () => {
  it('records and reads where the authority of its certificate is named', async () => {
    if (!its) return;
    const log = await open(`${byName(its.server.url)}&tlsCaFile=${its.ours.ca}`);
    await write(log, newStream('plan'), 0);
    expect(await all(log.readAll())).toHaveLength(1);
    await log.close();
  });

  it('takes nobody for the server whose certificate is of another authority, or of one that nobody named, and does not wait for another', async () => {
    if (!its) return;
    expect(await refusal(`${byName(its.server.url)}&tlsCaFile=${its.others.ca}`)).toEqual(refused(UNTRUSTED));
    expect(await refusal(byName(its.server.url))).toEqual(refused(UNTRUSTED));
  });

  it('takes nobody for the server whose certificate is for another host', async () => {
    if (!its) return;
    const server = await startFake({ secured: { certificate: its.elsewhere.certificate, username: 'admin', password: 'right-one' } });
    expect(await refusal(`${byName(server.url)}&tlsCaFile=${its.elsewhere.ca}`)).toEqual(refused(/the host as the certificate does\. \(.*localhost/));
    server.stop();
  });

  it('says at once that the client goes to no address over TLS', async () => {
    if (!its) return;
    expect(await refusal(`${its.server.url}&tlsCaFile=${its.ours.ca}`)).toEqual(refused(/by its name only/));
  });

  it('does not go on in the clear where a server speaks no TLS', async () => {
    if (!its) return;
    const plain = await startFake();
    expect(await refusal(byName(plain.url).replace('tls=false', `tlsCaFile=${its.ours.ca}`))).toEqual(refused(UNTRUSTED));
    plain.stop();
  });

  it('waits for one that is away, whatever its URL says of certificates', async () => {
    if (!its) return;
    const away = await startFake({ secured: { certificate: its.ours.certificate, username: 'admin', password: 'right-one' } });
    away.stop();
    const said = { name: 'KurrentUnusable', says: expect.stringMatching(/^No KurrentDB answers at/), isWaitedFor: true };
    expect(await refusal(`${byName(away.url)}&tlsCaFile=${its.ours.ca}`)).toEqual(said);
  });

  it('names the file of an authority that cannot be read', async () => {
    if (!its) return;
    const file = join(folder, 'nothing.pem');
    expect(await refusal(`${byName(its.server.url)}&tlsCaFile=${file}`)).toEqual(refused(/nothing\.pem, which `tlsCaFile` names, cannot be read\.$/));
  });

  it.each([
    ['a wrong password', 'admin:hush-hush@'],
    ['a user whom nobody made', 'nobody:hush-hush@'],
    ['nobody in particular', ''],
  ])('refuses %s, and says no password', async (_, login) => {
    if (!its) return;
    const said = await refusal(`${byName(its.server.url)}&tlsCaFile=${its.ours.ca}`.replace('admin:right-one@', login));
    expect(said).toEqual(refused(/refuses this user\. Name one in the URL/));
    expect(JSON.stringify(said)).not.toContain('hush');
  });
});
