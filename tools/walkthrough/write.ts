import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { filled } from './fill.ts';

const root = resolve(import.meta.dirname, '..', '..');
const page = join(root, 'docs/walkthrough.md');

writeFileSync(
  page,
  filled(readFileSync(page, 'utf8'), (path) => readFileSync(join(root, path), 'utf8')),
);
