/** The Node that everything of ours runs on. */
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const { inRoot } = require('./places.cjs');
const { Told } = require('./say.cjs');

const OLDEST_MAJOR = 26; // The first whose built-in node:sqlite is stable.

const bundled = () => {
  const system = { win32: 'win' }[process.platform] || process.platform;
  const folder = inRoot('node_modules', `node-${system}-${process.arch}`, 'bin');
  return process.platform === 'win32' ? `${folder}\\node.exe` : `${folder}/node`;
};

/** A package may be there and yet not run here, as on a system without glibc. */
const runs = (file) => {
  if (!fs.existsSync(file)) return false;
  const { stdout, status } = spawnSync(file, ['--version'], { encoding: 'utf8' });
  return status === 0 && Number(stdout.slice(1).split('.')[0]) >= OLDEST_MAJOR;
};

/** The path of a Node of at least version 26: the one that came with the packages, else the system's own. */
const findNode = () => {
  if (runs(bundled())) return bundled();
  if (Number(process.versions.node.split('.')[0]) >= OLDEST_MAJOR) return process.execPath;
  throw new Told(
    `Patto needs Node.js ${OLDEST_MAJOR} or later, this is ${process.version}, and no package brings one for ${process.platform} on ${process.arch}. ` +
      'Install it from nodejs.org, with nvm (nvm install 26) or with the package manager of this system, then start again.',
  );
};

module.exports = { findNode };
