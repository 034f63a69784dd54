/** `npm test`: Jest on Node 26, then what could not run here, then how many tests passed and failed. */
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { inRoot, jest } = require('./places.cjs');
const { run, endingWithUs } = require('./run.cjs');
const { say, Told } = require('./say.cjs');
const { setUpAll } = require('./set-up.cjs');
const { lastLine } = require('./tally.cjs');

const LOOK_EVERY_MS = 500;
const LEFT_OPEN_MS = 30_000; // Jest says after one second that something was left open; by then it will not end by itself.
const MOST_MEMORY_MB = 10_240; // Of all processes together.

/** Ends a Jest that has written its results and still does not end. It is told, and the run fails for it. */
const endWhenLeftOpen = (child, results) => {
  let writtenAt = 0;
  const looking = setInterval(() => {
    if (!writtenAt && fs.existsSync(results)) writtenAt = Date.now();
    if (!writtenAt || Date.now() - writtenAt < LEFT_OPEN_MS) return;
    say('Jest did not end after its last test: a test left something open.');
    child.kill('SIGKILL');
  }, LOOK_EVERY_MS);
  child.once('exit', () => clearInterval(looking));
};

const linesOf = (file) => (fs.existsSync(file) ? fs.readFileSync(file, 'utf8').split('\n').filter(Boolean) : []);

/** What tests said they could not do on this machine, each once. @returns how many of these count as failures. */
const tellNotRun = (file) => {
  const told = [...new Set(linesOf(file))].map((line) => JSON.parse(line));
  if (told.length > 0) console.log('\nCould not run here:');
  for (const { what, why } of told) console.log(`  ${what}: ${why}`);
  return process.env.CI === 'true' ? told.filter(({ mustRunInCi }) => mustRunInCi).length : 0;
};

const tellThose = (title, results, statuses) => {
  const those = results.flatMap(({ testResults }) => testResults.flatMap((suite) => suite.assertionResults)).filter(({ status }) => statuses.includes(status));
  if (those.length > 0) console.log(`\n${title}:`);
  for (const { fullName } of those) console.log(`  ${fullName}`);
};

/**
 * Jest in one process for each share, at the same time: within each one file runs after the other, so that it still sees what a test left open.
 * @returns the results of each, and the first exit code that is not 0
 */
const runShares = async (node, { count, folder, args, env }) => {
  // Modules of finished suites stay in Jest's memory, some 20 MB each: all of them come to more than Node's own limit.
  const nodeFlags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', `--max-old-space-size=${MOST_MEMORY_MB / count}`];
  const isTogether = count > 1;
  if (isTogether) say(`Running the tests in ${count} processes; each ends with a summary of its share.`);
  const shares = Array.from({ length: count }, (_, index) => ({ results: path.join(folder, `results-${index + 1}.json`), shard: `${index + 1}/${count}` }));
  const codes = await Promise.all(
    shares.map(({ results, shard }) => {
      const colours = isTogether && process.stdout.isTTY ? ['--colors'] : [];
      const jestFlags = ['--config', inRoot('jest.config.js'), '--json', '--outputFile', results, ...(isTogether ? [`--shard=${shard}`, '--runInBand'] : [])];
      return run(node, endingWithUs([...nodeFlags, jest, ...jestFlags, ...colours, ...args]), {
        env: { ...env, ...(isTogether && { TERM: 'dumb' }) }, // Two that rewrite the last lines of one terminal would rewrite each other's.
        onStart: (child) => endWhenLeftOpen(child, results),
      });
    }),
  );
  const code = codes.find((each) => each !== 0) || 0;
  if (!shares.every(({ results }) => fs.existsSync(results))) {
    throw new Told(code > 128 ? 'Stopped.' : 'Jest ended without results; what it said is above.', code || 1);
  }
  return { code, results: shares.map(({ results }) => JSON.parse(fs.readFileSync(results, 'utf8'))) };
};

/** @returns the exit code of the run of one tier, `ordinary` or `long`. The whole of the ordinary one is shared by two processes where there are two cores. */
const test = async (tier, args) => {
  const node = await setUpAll();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'patto-test-'));
  const notRun = path.join(folder, 'not-run');
  const count = tier === 'ordinary' && args.length === 0 && os.cpus().length > 1 ? 2 : 1;
  try {
    const { code, results } = await runShares(node, { count, folder, args, env: { TEST_TIER: tier, PATTO_NOT_RUN: notRun } });
    if (count > 1) tellThose('Failed', results, ['failed']);
    tellThose('Skipped', results, ['pending', 'todo']);
    const missed = tellNotRun(notRun);
    const sum = (numberOf) => results.reduce((total, summary) => total + numberOf(summary), 0);
    const failed = sum(({ numFailedTests, numRuntimeErrorTestSuites }) => numFailedTests + numRuntimeErrorTestSuites) + missed;
    const isEndedWell = code === 0 || failed > 0;
    console.log(
      `\n${lastLine(
        sum(({ numPassedTests }) => numPassedTests),
        isEndedWell ? failed : 1,
      )}`,
    );
    return code || (missed > 0 ? 1 : 0);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
};

module.exports = { test };
