/** The build. `tsc -b` itself sees within a fraction of a second that there is nothing to do. */
const path = require('node:path');
const { tsc } = require('./places.cjs');
const { run, endingWithUs } = require('./run.cjs');
const { say, progress, seconds, Told } = require('./say.cjs');

/** What `tsc -b --verbose` says beside errors: the time and what it does, the list of projects, and empty lines. */
const STATUS_LINE = /^\d{1,2}:\d\d:\d\d [AP]M - |^ {4}\* |^\s*$/;

/** Turns the compiler's verbose output into progress, and passes errors on. @returns how many packages were built. */
const hear = (stream) => {
  const heard = { built: 0 };
  let projects = 0;
  let rest = '';
  stream.setEncoding('utf8').on('data', (data) => {
    const lines = (rest + data).split('\n');
    rest = lines.pop();
    for (const line of lines) {
      const project = /Building project '(.*?)\/?tsconfig\.json'/.exec(line);
      if (line.startsWith('    * ')) projects += 1;
      if (project) progress(`Building ${++heard.built} of at most ${projects} packages: ${path.basename(project[1])}`);
      else if (!STATUS_LINE.test(line)) say(line);
    }
  });
  return heard;
};

/** Builds the packages whose sources changed, in the order of their references. */
const build = async (node, alsoHolds) => {
  const since = Date.now();
  let heard;
  const code = await run(node, endingWithUs([tsc, '-b', '--verbose', '--pretty', 'false']), {
    stdio: ['ignore', 'pipe', 'inherit'],
    onStart: (child) => {
      alsoHolds(child.pid);
      heard = hear(child.stdout);
    },
  });
  if (code > 128) throw new Told('Stopped while building.', code);
  if (code !== 0) throw new Told('The sources do not compile; what is wrong is above.');
  if (heard.built > 0) say(`Built ${heard.built} packages in ${seconds(since)}.`);
};

module.exports = { build };
