/** Packages: are the ones of the lockfile in place, and if not, npm brings them. */
const crypto = require('node:crypto');
const fs = require('node:fs');
const { inRoot } = require('./places.cjs');
const { run, endingWithUs } = require('./run.cjs');
const { say, progress, seconds, Told } = require('./say.cjs');

const LOOK_EVERY_MS = 1000; // Counting folders once a second is enough to see that it moves.
const stamp = inRoot('node_modules', '.patto-installed');

const read = (file) => {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};

const wanted = () => read(inRoot('package-lock.json'));
const hash = (text) => crypto.createHash('sha256').update(text).digest('hex');
const packagesOf = (text) => Object.entries((text ? JSON.parse(text) : {}).packages || {}).filter(([place]) => place !== '');

/** npm keeps its own record of what it has put in place; somebody may have run `npm ci` by hand. */
const npmSaysSo = () => {
  const inPlace = new Map(packagesOf(read(inRoot('node_modules', '.package-lock.json'))));
  if (inPlace.size === 0) return false;
  return packagesOf(wanted()).every(([place, { version, optional, devOptional, peer }]) => {
    const found = inPlace.get(place);
    return found ? found.version === version : Boolean(optional || devOptional || peer);
  });
};

const isInstalled = () => read(stamp) === hash(wanted()) || npmSaysSo();

const folders = (place) => {
  try {
    return fs.readdirSync(place).filter((name) => !name.startsWith('.'));
  } catch {
    return [];
  }
};

const inPlaceNow = () => {
  const top = folders(inRoot('node_modules'));
  return top.reduce((sum, name) => sum + (name.startsWith('@') ? folders(inRoot('node_modules', name)).length : 1), 0);
};

const fits = (named, ours) => !named || named.includes(ours);
/** Whether a package goes directly under node_modules on this machine, which is what can be counted while npm works. */
const isForHere = ([place, { os, cpu }]) => /^node_modules\/(@[^/]+\/)?[^/]+$/.test(place) && fits(os, process.platform) && fits(cpu, process.arch);

const whyNot = (output) => {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|ENETUNREACH|ERR_SOCKET_TIMEOUT|network/i.test(output)) {
    return 'npm cannot reach its package registry. Connect this machine to the network, or set the registry or proxy that npm shall use (npm config), then start again.';
  }
  if (/ENOSPC/.test(output)) return 'The disk is full. Free some space, then start again.';
  if (/EACCES|EROFS|EPERM/.test(output)) return 'This folder cannot be written to. Make it writable for this user, then start again.';
  return 'npm could not install the packages; what it said is above. Mend that, then start again.';
};

/** The npm that started us, or the one on the path. */
const npm = () => {
  const ours = process.env.npm_execpath;
  if (ours && /npm-cli\.c?js$/.test(ours)) return { command: process.execPath, before: endingWithUs([ours]) };
  return { command: process.platform === 'win32' ? 'npm.cmd' : 'npm', before: [] };
};

/** Runs `npm ci` without install scripts: nothing here needs one. */
const install = async (alsoHolds) => {
  const count = packagesOf(wanted()).filter(isForHere).length;
  const since = Date.now();
  say(`Installing ${count} packages; this is needed once, and after a change of package-lock.json.`);
  const show = () => progress(`Installing: ${Math.min(inPlaceNow(), count)} of about ${count} packages in place, ${seconds(since)}`);
  const ticking = setInterval(show, LOOK_EVERY_MS);
  let output = '';
  const { command, before } = npm();
  const scripts = ['--ignore-scripts', '--no-audit', '--no-fund', '--include=dev', '--include=optional'];
  const patience = ['--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000'];
  const code = await run(command, [...before, 'ci', ...scripts, ...patience], {
    stdio: ['ignore', 'pipe', 'pipe'],
    onStart: (child) => {
      alsoHolds(child.pid);
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
    },
  }).finally(() => clearInterval(ticking));
  if (code > 128 || /npm error signal SIG/.test(output)) throw new Told('Stopped while installing; the next start goes on.', code > 128 ? code : 130);
  if (code !== 0) {
    say(output.replace(/^npm warn EBADENGINE.*\n/gm, '').trim()); // Those ask for a Node that we bring.
    throw new Told(whyNot(output));
  }
  fs.writeFileSync(stamp, hash(wanted()));
  say(`Installed in ${seconds(since)}.`);
};

module.exports = { isInstalled, install };
