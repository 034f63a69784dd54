import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Ledger, loadOrCreateLedgerKey, openLedger, type Policy, parsePolicy, Witnessing } from '@patto/audit-ledger';
import { couldNotRun } from '@patto/testing';
import { freePort, hasCommand } from '@patto/testing/engines';
import { goBuilds } from './go-builds.ts';

const WHAT = 'the ledger with a litewitness';
const NAME = 'witness.example/lite';
const PAUSE_MS = 50;
const BUILD_MS = 300_000; // The first build compiles a SQLite that was translated to Go.
/** The root of a log without entries, which a witness knows of each log before it has seen anything: SHA-256 of nothing. */
const OF_NOTHING = '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=';

/** A witness that nobody here wrote, with its key in an agent of its own. */
class Litewitness {
  readonly #folder: string;
  readonly #children: ChildProcess[] = [];

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Starts it for one log. @returns where it answers, and its verifier key */
  async start(origin: string, verifierKey: string): Promise<{ readonly url: string; readonly key: string }> {
    const [socket, key, db] = [join(this.#folder, 'agent'), join(this.#folder, 'id'), join(this.#folder, 'lite.db')];
    const agent = this.#spawn('ssh-agent', ['-D', '-a', socket]);
    await appears(() => agent.exitCode === null && execQuietly('ssh-add', ['-L'], socket));
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
    execFileSync('ssh-add', ['-q', key], { env: { ...process.env, SSH_AUTH_SOCK: socket }, stdio: 'pipe' });
    const fingerprint = execFileSync('ssh-keygen', ['-lf', key], { encoding: 'utf8' }).split(' ')[1] as string;
    const port = await freePort();
    const args = ['-name', NAME, '-db', db, '-ssh-agent', socket, '-key', fingerprint, '-listen', `127.0.0.1:${port}`];
    const witness = this.#spawn(join(this.#folder, 'litewitness'), args);
    let said = '';
    witness.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    await appears(() => /vkey=\S+/.test(said));
    this.#knows(db, origin, verifierKey);
    const url = `http://127.0.0.1:${port}`;
    await appears(() => fetch(url).then((answer) => answer.ok));
    return { url, key: /vkey=(\S+)/.exec(said)?.[1] as string };
  }

  async stop(): Promise<void> {
    for (const child of this.#children.toReversed()) {
      if (child.exitCode !== null) continue;
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
  }

  /** Tells it of a log, as its own tool for operators does. */
  #knows(file: string, origin: string, verifierKey: string): void {
    const db = new DatabaseSync(file);
    db.prepare('INSERT INTO log (origin, tree_size, tree_hash) VALUES (?, 0, ?)').run(origin, OF_NOTHING);
    db.prepare('INSERT INTO key (origin, key) VALUES (?, ?)').run(origin, verifierKey);
    db.close();
  }

  #spawn(program: string, args: readonly string[]): ChildProcess {
    const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    this.#children.push(child);
    return child;
  }
}

const execQuietly = (program: string, args: readonly string[], socket: string): boolean => {
  try {
    execFileSync(program, args, { env: { ...process.env, SSH_AUTH_SOCK: socket }, stdio: 'pipe' });
    return true;
  } catch (error) {
    return (error as { readonly status?: number }).status === 1; // An agent that answers that it has no keys.
  }
};

const appears = async (there: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await Promise.resolve(there()).catch(() => false))) await delay(PAUSE_MS);
};

describe('a litewitness', () => {
  const folder = mkdtempSync(join(tmpdir(), 'litewitness-'));
  const place = join(folder, 'ledger', 'events');
  const key = loadOrCreateLedgerKey(join(folder, 'key'), 'valcurta.example/events');
  const lite = new Litewitness(folder);
  let ledger: Ledger;
  let policy: Policy;
  let witnessing: Witnessing | undefined;

  beforeAll(async () => {
    ledger = await openLedger({ folder: place, origin: key.name, key });
    if (!hasCommand('ssh-agent')) return couldNotRun(WHAT, 'there is no OpenSSH');
    if (!goBuilds('filippo.io/torchwood/cmd/litewitness', join(folder, 'litewitness'), WHAT)) return;
    const { url, key: witnessKey } = await lite.start(key.name, key.verifierKey);
    policy = parsePolicy(`log ${key.verifierKey}\nwitness lite ${witnessKey} ${url}\nquorum lite\n`);
    witnessing = new Witnessing({ folder: place, ledger, log: key.verifier, policy });
  }, BUILD_MS);
  afterAll(async () => {
    await ledger.close();
    await lite.stop();
    rmSync(folder, { recursive: true });
  });

  it('cosigns the first checkpoint and those that follow, also past a full tile', async () => {
    if (!witnessing) return;
    await witnessing.begin();
    for (const size of [1, 3, 256, 700]) {
      await ledger.append(Array.from({ length: size - ledger.size }, (_, n) => Buffer.from(`event ${ledger.size + n}`)));
      await ledger.sign();
      await witnessing.ask();
      expect(witnessing.alarm).toBeUndefined();
      expect(witnessing.witnessedSize).toBe(size);
    }
    expect(readFileSync(join(place, 'witnessed'), 'utf8')).toContain(`\u2014 ${NAME} `);
  });

  it('raises the alarm where a ledger under the same key tells another story', async () => {
    if (!witnessing) return;
    const other = await openLedger({ folder: join(folder, 'other', 'events'), origin: key.name, key });
    await other.append(Array.from({ length: 700 }, (_, n) => Buffer.from(`another event ${n}`)));
    await other.sign();
    const fork = new Witnessing({ folder: join(folder, 'other', 'events'), ledger: other, log: key.verifier, policy });
    await expect(fork.begin()).rejects.toThrow('saw another log of the same key');
    await other.close();
  });
});
