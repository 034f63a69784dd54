import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { couldNotRun } from '../not-run.ts';
import type { EngineServer } from './engine-server.ts';
import { hasCommand } from './machine.ts';

/** An authority made for a test, and a certificate of its for this machine. */
export interface TestAuthority {
  /** Its own certificate, a PEM. */
  readonly ca: string;
  /** Key and certificate of a server in one PEM. */
  readonly certificate: string;
}

/** A way in over TLS and with a login, as servers on a network have it. */
export interface Secured {
  /** A PEM with the server's key and certificate. */
  readonly certificate: string;
  readonly username: string;
  readonly password: string;
}

/**
 * Makes one with OpenSSL.
 * @param folder the files lie there, under names that begin with `name`
 * @param host whom the certificate is for, as OpenSSL writes it
 */
export const testAuthority = (folder: string, name: string, host = 'IP:127.0.0.1'): TestAuthority => {
  const at = (file: string) => join(folder, `${name}-${file}`);
  const openssl = (...args: readonly string[]) => execFileSync('openssl', [...args], { stdio: 'ignore' });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  openssl('req', '-x509', ...newKey, '-keyout', at('ca.key'), '-out', at('ca.pem'), '-days', '1', '-subj', `/CN=${name}`);
  openssl('req', ...newKey, '-keyout', at('server.key'), '-out', at('server.csr'), '-subj', '/CN=server');
  writeFileSync(at('names'), `subjectAltName=${host}\n`);
  const signing = ['-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-CAcreateserial', '-days', '1', '-extfile', at('names')];
  openssl('x509', '-req', '-in', at('server.csr'), '-out', at('server.pem'), ...signing);
  writeFileSync(at('both.pem'), readFileSync(at('server.key'), 'utf8') + readFileSync(at('server.pem'), 'utf8'));
  return { ca: at('ca.pem'), certificate: at('both.pem') };
};

/** A server over TLS with a login, and an authority that has nothing to do with it. */
export interface SecuredServer<Server> {
  readonly server: Server;
  readonly ours: TestAuthority;
  readonly others: TestAuthority;
  /** Where their certificates lie. */
  readonly folder: string;
  /** Stops the server and removes the certificates. */
  stop(): Promise<void>;
}

/**
 * Starts a server over TLS for a test, with the login `patto:right-one`.
 * @param what is named where there is none, and this answers `undefined`
 */
export const securedFor = async <Server extends EngineServer>(
  what: string,
  start: (what: string, secured: Secured) => Promise<Server | undefined>,
): Promise<SecuredServer<Server> | undefined> => {
  if (!hasCommand('openssl')) {
    couldNotRun(what, 'there is no openssl', { mustRunInCi: true });
    return undefined;
  }
  const folder = mkdtempSync(join(tmpdir(), 'patto-secured-'));
  const ours = testAuthority(folder, 'ours');
  const server = await start(what, { certificate: ours.certificate, username: 'patto', password: 'right-one' });
  const stop = async () => {
    await server?.stop();
    rmSync(folder, { recursive: true });
  };
  if (server) return { server, ours, others: testAuthority(folder, 'others'), folder, stop };
  await stop();
  return undefined;
};
