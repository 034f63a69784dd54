/** Only one launcher at a time sets up a clone; the others wait for it and then find the work done. */
const fs = require('node:fs');
const path = require('node:path');
const { notes } = require('./places.cjs');
const { say, Told } = require('./say.cjs');

const LOOK_AGAIN_MS = 300; // Short beside an installation, long beside a look at one file.
const file = path.join(notes, 'setting-up');

const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
};

const holders = () => {
  try {
    return fs.readFileSync(file, 'utf8').split('\n').map(Number).filter(Boolean);
  } catch {
    return [];
  }
};

/** Takes the lock where nobody holds it; what a killed launcher left behind counts once nobody named in it is alive. */
const take = () => {
  try {
    fs.writeFileSync(file, `${process.pid}\n`, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    const named = holders();
    const age = Date.now() - (fs.statSync(file, { throwIfNoEntry: false }) || { mtimeMs: Date.now() }).mtimeMs;
    const isLeftBehind = named.length > 0 ? !named.some(isAlive) : age > LOOK_AGAIN_MS * 10;
    if (isLeftBehind) fs.rmSync(file, { force: true });
    return false;
  }
};

/**
 * Does the work while holding the lock, and returns what it returns.
 * @param {(alsoHolds: (pid: number) => void) => Promise<T>} work names the processes that go on if the launcher is killed.
 */
const whileSettingUp = async (work) => {
  try {
    fs.mkdirSync(notes, { recursive: true });
    fs.accessSync(notes, fs.constants.W_OK);
  } catch {
    throw new Told(`${notes} cannot be written to. Make this folder writable for this user, then start again.`);
  }
  let hasSaid = false;
  while (!take()) {
    if (!hasSaid && holders().some(isAlive)) {
      say(`Process ${holders()[0]} is setting up this folder; waiting for it. (If there is no such process of ours, remove ${file}.)`);
      hasSaid = true;
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
  try {
    return await work((pid) => fs.appendFileSync(file, `${pid}\n`));
  } finally {
    fs.rmSync(file, { force: true });
  }
};

module.exports = { whileSettingUp };
