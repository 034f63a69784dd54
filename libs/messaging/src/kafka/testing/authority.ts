import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** An authority made for a test, and a certificate of its for 127.0.0.1. */
export interface TestAuthority {
  /** Its own certificate, a PEM. */
  readonly ca: string;
  /** Key and certificate for 127.0.0.1 in one PEM. */
  readonly certificate: string;
}

/** Makes one with OpenSSL. @param folder the files lie there, under names that begin with `name` */
export const testAuthority = (folder: string, name: string): TestAuthority => {
  const at = (file: string) => join(folder, `${name}-${file}`);
  const openssl = (...args: readonly string[]) => execFileSync('openssl', [...args], { stdio: 'ignore' });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  openssl('req', '-x509', ...newKey, '-keyout', at('ca.key'), '-out', at('ca.pem'), '-days', '1', '-subj', `/CN=${name}`);
  openssl('req', ...newKey, '-keyout', at('broker.key'), '-out', at('broker.csr'), '-subj', '/CN=broker');
  writeFileSync(at('names'), 'subjectAltName=IP:127.0.0.1\n');
  const signing = ['-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-CAcreateserial', '-days', '1', '-extfile', at('names')];
  openssl('x509', '-req', '-in', at('broker.csr'), '-out', at('broker.pem'), ...signing);
  writeFileSync(at('both.pem'), readFileSync(at('broker.key'), 'utf8') + readFileSync(at('broker.pem'), 'utf8'));
  return { ca: at('ca.pem'), certificate: at('both.pem') };
};
