/**
 * How fast it is, as ratios to the limit in the same run: `npm run bench [-- --full] [-- --json] [-- --only replays]`.
 * It never fails for being slow: a number that falls short is marked, and read by a person.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { appends } from './appends.ts';
import { commands } from './commands.ts';
import { fill } from './events.ts';
import { lastPositions } from './last-positions.ts';
import { fourProcesses } from './four-processes.ts';
import { openLog } from './logs.ts';
import type { Row } from './measure.ts';
import { postgresAgainstEmmett, postgresAppends } from './postgres.ts';
import { projections } from './projections.ts';
import { relaying } from './relaying.ts';
import { reads } from './reads.ts';
import { replays } from './replays.ts';
import { sealing } from './sealing.ts';
import { asJson, asTable } from './table.ts';
import { verifying } from './verifying.ts';

const EVENTS = 100_000;
const FULL_EVENTS = 1_000_000;
const PAIRS = 5;

const { values } = parseArgs({
  options: {
    full: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true },
  },
});

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

const size = values.full ? FULL_EVENTS : EVENTS;
const folder = mkdtempSync(join(tmpdir(), 'patto-bench-'));
const inFolder = (name: string): string => {
  const made = join(folder, name);
  mkdirSync(made);
  return made;
};

const filledLog = async (): Promise<string> => {
  say(`A log of ${size.toLocaleString('en')} events is made first.`);
  const file = join(inFolder('filled'), 'events.sqlite');
  const log = openLog(file);
  await fill(log, size);
  await log.close();
  return file;
};

const filled = await filledLog();
const measures: Readonly<Record<string, () => Promise<Row | undefined>>> = {
  appends: () => appends(filled, inFolder('appends'), PAIRS),
  commands: () => commands(inFolder('commands'), size, PAIRS),
  reads: () => reads(inFolder('reads'), PAIRS),
  positions: () => lastPositions(inFolder('positions'), PAIRS),
  replays: () => replays(filled, PAIRS),
  sealing: () => sealing(filled, inFolder('sealing'), PAIRS),
  verifying: () => verifying(inFolder('verifying'), size, PAIRS),
  projections: () => projections(filled, inFolder('projections'), PAIRS),
  postgres: () => postgresAppends(PAIRS),
  emmett: () => postgresAgainstEmmett(PAIRS),
  relaying: () => relaying(inFolder('relaying'), PAIRS),
  'four-processes': () => fourProcesses(inFolder('four-processes'), PAIRS),
};

const rows: Row[] = [];
for (const [name, measure] of Object.entries(measures)) {
  if (values.only && !values.only.includes(name)) continue;
  say(`Measuring ${name}.`);
  try {
    const row = await measure();
    if (row) rows.push(row);
  } catch (error) {
    say(`${name} could not be measured: ${String(error)}`);
  }
}
rmSync(folder, { recursive: true, force: true });

const about = { events: size, node: process.version, processors: cpus().length };
process.stdout.write(`${values.json ? asJson(about, rows) : asTable(about, rows)}\n`);
