/** Where things lie; every path that the launcher uses is named here once. */
const path = require('node:path');

const root = path.resolve(__dirname, '..', '..');
const inRoot = (...parts) => path.join(root, ...parts);

module.exports = {
  root,
  inRoot,
  /** Where a launcher notes that it is setting up. */
  notes: inRoot('.patto'),
  /** The program that people start. */
  product: inRoot('services', 'cli', 'dist', 'main.js'),
  /** What measures how fast it is. */
  bench: inRoot('tools', 'bench', 'bench.ts'),
  /** What tries every operation with made-up requests. */
  fuzz: inRoot('tools', 'fuzz', 'fuzz.ts'),
  tsc: inRoot('node_modules', 'typescript', 'bin', 'tsc'),
  jest: inRoot('node_modules', 'jest', 'bin', 'jest.js'),
  biome: inRoot('node_modules', '@biomejs', 'biome', 'bin', 'biome'),
  depcruise: inRoot('node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs'),
};
