/** `npm run check:code`: what can be seen without running anything. Each check counts as one test. */
const { inRoot, biome, depcruise, tsc } = require('./places.cjs');
const { run, endingWithUs } = require('./run.cjs');
const { seconds } = require('./say.cjs');
const { setUpAll } = require('./set-up.cjs');
const { lastLine } = require('./tally.cjs');

const checks = [
  { name: 'lint and format', args: [biome, 'check', '--error-on-warnings'] },
  { name: 'who may import what', args: [depcruise, '--config', inRoot('.dependency-cruiser.cjs'), 'libs', 'services'] },
  { name: 'types, tests included', args: [tsc, '-p', inRoot('tsconfig.check.json')] },
];

/** @returns 0 where all of them pass. */
const check = async () => {
  const node = await setUpAll();
  let failed = 0;
  for (const { name, args } of checks) {
    const since = Date.now();
    const code = await run(node, endingWithUs(args));
    if (code > 128) return code;
    if (code !== 0) failed += 1;
    console.log(`${code === 0 ? '✓' : '✗'} ${name}, ${seconds(since)}`);
  }
  console.log(`\n${lastLine(checks.length - failed, failed)}`);
  return failed === 0 ? 0 : 1;
};

module.exports = { check };
