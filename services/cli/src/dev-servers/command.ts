import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NoServer } from '@patto/testing/engines';
import { EXIT } from '../exit.ts';
import { linesOf, startDevServers } from './servers.ts';

/** What it founds, the others go on with. */
const FIRST = 'accountability';
const REMEDY = 'On Debian: apt-get install postgresql default-jre-headless maven, and Go 1.26 or later from go.dev. Where there is Docker: docker compose up.';

/** `patto dev servers`: real engines on this machine until it is told to stop. The settings go to standard output, what is said about them beside it. */
export const devServersCommand = async (): Promise<number> => {
  const { promise: stopped, resolve: stop } = Promise.withResolvers<void>();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop());
  const say = (sentence: string) => process.stderr.write(`${sentence}\n`);
  const folder = mkdtempSync(join(tmpdir(), 'patto-servers-'));
  try {
    const servers = await startDevServers(folder, say);
    process.stdout.write(linesOf(servers.settings));
    say(`\nThe servers run, with everything of theirs in ${folder}. What each service needs to know is in`);
    for (const file of servers.files) say(`  ${file}`);
    say(`Each of them starts in a terminal of its own, ${FIRST} first:`);
    say(`  set -a; . ${servers.files.find((file) => file.endsWith(`${FIRST}.env`))}; PATTO_PORT=0 npx patto serve ${FIRST}`);
    say('Ctrl-C stops the servers and removes the folder.');
    await stopped;
    await servers.stop();
    return EXIT.ok;
  } catch (error) {
    if (!(error instanceof NoServer)) throw error;
    say(`The servers cannot start here: ${error.message}. ${REMEDY}`);
    return EXIT.cannotStart;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
