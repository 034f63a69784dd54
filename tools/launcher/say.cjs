/** What the launcher tells a person. It goes to stderr, so that the output of `patto … --json` stays clean. */
const LINE_EVERY_MS = 5000; // Where lines cannot be rewritten (a log, a pipe) more than this would only fill it.

let rewriting = false;
let lastLineAt = 0;

/** A line that stays. */
const say = (line) => {
  if (rewriting) process.stderr.write('\r\x1b[2K');
  rewriting = false;
  process.stderr.write(`${line}\n`);
};

/** A line that the next one replaces: on a terminal at once, elsewhere one every few seconds. */
const progress = (line) => {
  if (process.stderr.isTTY) {
    process.stderr.write(`\r\x1b[2K${line.slice(0, (process.stderr.columns || 80) - 1)}`);
    rewriting = true;
  } else if (Date.now() - lastLineAt >= LINE_EVERY_MS) {
    process.stderr.write(`${line}\n`);
    lastLineAt = Date.now();
  }
};

/** An error that is shown as its sentences, without a stack. */
class Told extends Error {
  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

module.exports = { say, progress, Told, seconds };
