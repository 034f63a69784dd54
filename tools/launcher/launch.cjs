/**
 * The way in. Plain JavaScript that Node 18 reads: it sees to packages, Node 26 and the build, then starts what was asked for.
 *   node tools/launcher/launch.cjs test [paths…]     the tests (`test:long`: the slow tier)
 *   node tools/launcher/launch.cjs check             types, lint, format and import rules
 *   node tools/launcher/launch.cjs dev               the product, built and started anew on every change
 *   node tools/launcher/launch.cjs bench [--full]   how fast it is, as ratios
 *   node tools/launcher/launch.cjs fuzz [examples]   every operation tried with made-up requests, where schemathesis is
 *   node tools/launcher/launch.cjs node <file> …     a tool of ours on Node 26
 *   node tools/launcher/launch.cjs <command> …       a command of `patto`, such as `up`
 */
const { Told, say } = require('./say.cjs');
const { bench, fuzz, product } = require('./places.cjs');
const { run, endingWithUs } = require('./run.cjs');
const { setUpAll, setUpPackages } = require('./set-up.cjs');

const onNode = (node, args) => run(node, endingWithUs(args), { cwd: process.cwd() });
/** Kafka's client sets a timer to a time that is past, which is harmless and which Node tells of. */
const QUIETLY = '--disable-warning=TimeoutNegativeWarning';
const patto = async (args) => onNode(await setUpAll(), [QUIETLY, product, ...args]);

const ways = {
  __proto__: null,
  test: async (args) => require('./test.cjs').test('ordinary', args),
  'test:long': async (args) => require('./test.cjs').test('long', args),
  check: async () => require('./check.cjs').check(),
  bench: async (args) => onNode(await setUpAll(), [bench, ...args]),
  fuzz: async (args) => onNode(await setUpAll(), [fuzz, ...args]),
  dev: async () => require('./dev.cjs').dev(),
  node: async (args) => onNode(await setUpPackages(), args),
};

/** Does it, and ends with its exit code; an error that is meant for a person is told without a stack. */
const launch = async (way) => {
  try {
    process.exitCode = await way();
  } catch (error) {
    if (!(error instanceof Told)) throw error;
    say(error.message);
    process.exitCode = error.exitCode;
  }
};

module.exports = { launch, patto };

if (require.main === module) {
  const [name, ...args] = process.argv.slice(2);
  void launch(() => (ways[name] ? ways[name](args) : patto([name, ...args])));
}
