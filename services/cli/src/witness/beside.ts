import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CannotStart, ledgerPlace, policyFile } from '@patto/all-in-one';
import { loadOrCreateLedgerKey } from '@patto/audit-ledger';
import type { Settings } from '@patto/service-kit';
import { type RunningWitness, runWitness } from './server.ts';

const OURS = '# Written by patto up --witnesses, anew at each start.';

/**
 * Starts so many witnesses on this machine, to see what they do, and writes a policy that counts more than half of them. Whoever runs Patto for others has
 * partner agencies run them. What they have seen is kept apart from the data: data that is rolled back does not take it along.
 * @throws CannotStart where somebody has written a policy
 */
export const witnessesBeside = async (count: number, settings: Settings): Promise<readonly RunningWitness[]> => {
  const file = policyFile(settings);
  if (existsSync(file) && !readFileSync(file, 'utf8').startsWith(OURS)) {
    throw new CannotStart(`${file} names your own witnesses. Start without --witnesses, or move that file away.`);
  }
  const logs = (['events', 'accesses'] as const).map((name) => {
    const { keyFile, origin } = ledgerPlace(name, settings);
    return loadOrCreateLedgerKey(keyFile, origin).verifierKey;
  });
  const running: RunningWitness[] = [];
  try {
    for (let n = 1; n <= count; n += 1) {
      const folder = join(settings.keys, 'witnesses', String(n));
      running.push(await runWitness({ folder, name: `patto.local/witness/${n}`, logs, host: '127.0.0.1', port: 0 }));
    }
  } catch (error) {
    for (const one of running) await one.close();
    throw new CannotStart((error as Error).message, { cause: error });
  }
  const names = running.map((_, at) => `witness-${at + 1}`);
  const lines = [
    OURS,
    ...logs.map((key) => `log ${key}`),
    ...running.map(({ verifierKey, url }, at) => `witness ${names[at]} ${verifierKey} ${url}`),
    `group enough ${Math.floor(count / 2) + 1} ${names.join(' ')}`,
    'quorum enough',
  ];
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, `${lines.join('\n')}\n`);
  return running;
};
