/** `npm run dev`: the compiler and the product, both watching. */
const { product, tsc } = require('./places.cjs');
const { run, endingWithUs } = require('./run.cjs');
const { setUpAll } = require('./set-up.cjs');

/** @returns the exit code of the product's watcher; Ctrl-C ends both. */
const dev = async () => {
  const node = await setUpAll();
  const compiler = run(node, endingWithUs([tsc, '-b', '--watch', '--preserveWatchOutput']));
  const watched = run(node, ['--watch', '--watch-preserve-output', ...endingWithUs([product, 'up'])]);
  const [code] = await Promise.all([watched, compiler]);
  return code;
};

module.exports = { dev };
