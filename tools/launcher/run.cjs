/** Starts a program, passes signals on, and waits for its end. */
const { spawn } = require('node:child_process');
const { constants } = require('node:os');
const { root } = require('./places.cjs');

const PASSED_ON = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const ONE_KEYPRESS_MS = 1000; // One Ctrl-C reaches us twice, from the terminal and from npm, within this time.

/** A Node program's arguments, with what makes it end when the launcher does. */
const endingWithUs = (args) => ['--require', require.resolve('./end-with-parent.cjs'), ...args];

/**
 * The program gets its own process group where there are such, so that Ctrl-C reaches it once, through here, and not a
 * second time from the terminal. Input, output and the terminal are its own unless `stdio` says otherwise.
 *
 * @returns {Promise<number>} its exit code; 128 + n where signal n ended it, as a shell says it.
 */
const run = (command, args, { cwd = root, env, stdio = ['inherit', 'inherit', 'inherit'], onStart } = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: [...stdio, 'ipc'],
      detached: process.platform !== 'win32',
    });
    let passedOnAt = 0;
    const passOn = (signal) => {
      if (Date.now() - passedOnAt < ONE_KEYPRESS_MS) return;
      passedOnAt = Date.now();
      child.kill(signal);
    };
    for (const signal of PASSED_ON) process.on(signal, passOn);
    const done = () => {
      for (const signal of PASSED_ON) process.removeListener(signal, passOn);
    };
    child.once('error', (error) => {
      done();
      reject(error);
    });
    child.once('close', (code, signal) => {
      done();
      resolve(code === null ? 128 + constants.signals[signal] : code);
    });
    if (onStart) onStart(child);
  });

module.exports = { run, endingWithUs };
