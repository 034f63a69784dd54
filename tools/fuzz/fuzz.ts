/**
 * Tries every operation of /openapi.json with made-up and with wrong requests, as a stranger, an operator and an auditor: `npm run fuzz [-- <examples>]`.
 * It needs schemathesis (`pip install schemathesis`, in an environment of its own), in the PATH or where SCHEMATHESIS says. No answer may be a
 * server's error, and each has to be as it is declared.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEVELOPMENT_ISSUER, openDevelopmentIssuer } from '@patto/access';
import { DEVELOPMENT_ADMINISTRATOR, start } from '@patto/all-in-one';
import { readSettings } from '@patto/service-kit';

const CHECKS = ['not_a_server_error', 'status_code_conformance', 'content_type_conformance', 'response_headers_conformance', 'response_schema_conformance'];
const LOGINS = ['stranger', 'operator', 'auditor'];
/** A token has to be good for as long as one login is tried. */
const TOKEN_MINUTES = 240;
const EXAMPLES = '20';

const program = process.env['SCHEMATHESIS'] ?? 'schemathesis';
const [examples = EXAMPLES] = process.argv.slice(2);

const folder = mkdtempSync(join(tmpdir(), 'patto-fuzz-'));
const settings = readSettings({ PATTO_DATA: join(folder, 'data'), PATTO_KEYS: join(folder, 'keys'), PATTO_PORT: '0', PATTO_LOG_LEVEL: 'error' });
const { issueToken } = openDevelopmentIssuer({ folder: settings.keys, audience: settings.audience });

const tried = (url: string, token: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const phases = ['--phases', 'examples,coverage,fuzzing', '--max-examples', examples, '--continue-on-failure'];
    const said = ['--checks', CHECKS.join(), '--header', `Authorization: Bearer ${token}`, '--suppress-health-check', 'all', '--warnings', 'off'];
    const child = spawn(program, ['run', `${url}/openapi.json`, ...said, ...phases], { cwd: folder, stdio: 'inherit' });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });

const affiliated = async (url: string, organisation: string, login: string, roles: readonly string[]): Promise<void> => {
  const token = await issueToken({ login: DEVELOPMENT_ADMINISTRATOR });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ name: login, login: { issuer: DEVELOPMENT_ISSUER, subject: login }, roles });
  const { status } = await fetch(`${url}/api/v1/organisations/${organisation}/affiliations`, { method: 'POST', headers, body });
  if (status !== 201) throw new Error(`The ${login} could not be affiliated: ${status}.`);
};

const fuzz = async (): Promise<number> => {
  const running = await start(settings, {
    onFatal: (error) => {
      throw error;
    },
  });
  try {
    const url = await running.listen();
    await affiliated(url, running.organisation, 'operator', ['operator', 'coordinator']);
    await affiliated(url, running.organisation, 'auditor', ['auditor']);
    let failed = 0;
    for (const login of LOGINS) {
      console.log(`As ${login}:`);
      failed += (await tried(url, await issueToken({ login, minutes: TOKEN_MINUTES }))) === 0 ? 0 : 1;
    }
    return failed;
  } finally {
    await running.close();
  }
};

if (spawnSync(program, ['--version']).status === 0) {
  process.exitCode = (await fuzz()) === 0 ? 0 : 1;
} else {
  console.error(`${program} does not run. Install it with "pip install schemathesis", or say in SCHEMATHESIS where it is.`);
  process.exitCode = 2;
}
rmSync(folder, { recursive: true, force: true });
