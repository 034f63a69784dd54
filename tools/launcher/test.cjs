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

const tellSkipped = ({ testResults }) => {
  const skipped = testResults.flatMap((suite) => suite.assertionResults).filter(({ status }) => status === 'pending' || status === 'todo');
  if (skipped.length > 0) console.log('\nSkipped:');
  for (const { fullName } of skipped) console.log(`  ${fullName}`);
};

/** @returns the exit code of the run of one tier, `ordinary` or `long`. */
const test = async (tier, args) => {
  const node = await setUpAll();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'patto-test-'));
  const results = path.join(folder, 'results.json');
  const notRun = path.join(folder, 'not-run');
  // Modules of finished suites stay in Jest's memory, some 20 MB each: all of them come to more than Node's own limit.
  const nodeFlags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', '--max-old-space-size=10240'];
  const jestFlags = ['--config', inRoot('jest.config.js'), '--json', '--outputFile', results];
  try {
    const code = await run(node, endingWithUs([...nodeFlags, jest, ...jestFlags, ...args]), {
      env: { TEST_TIER: tier, PATTO_NOT_RUN: notRun },
      onStart: (child) => endWhenLeftOpen(child, results),
    });
    if (!fs.existsSync(results)) throw new Told(code > 128 ? 'Stopped.' : 'Jest ended without results; what it said is above.', code || 1);
    const summary = JSON.parse(fs.readFileSync(results, 'utf8'));
    tellSkipped(summary);
    const missed = tellNotRun(notRun);
    const failed = summary.numFailedTests + summary.numRuntimeErrorTestSuites + missed;
    const isEndedWell = code === 0 || failed > 0;
    console.log(`\n${lastLine(summary.numPassedTests, isEndedWell ? failed : 1)}`);
    return code || (missed > 0 ? 1 : 0);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
};

module.exports = { test };
