/**
 * Lets a child process of a test run our TypeScript as it stands: `node --conditions=source --import run-typescript.mjs child.ts`.
 * Node's own stripping of types knows no decorators; the tests are compiled by the same SWC.
 */
import { transformSync } from '@swc/core';
import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

const jsc = {
  target: 'es2024',
  parser: { syntax: 'typescript', decorators: true },
  transform: { legacyDecorator: true, useDefineForClassFields: true },
  keepClassNames: true,
};

registerHooks({
  load: (url, context, next) => {
    if (!url.endsWith('.ts')) return next(url, context);
    const filename = fileURLToPath(url);
    const { code } = transformSync(readFileSync(filename, 'utf8'), { filename, swcrc: false, jsc, module: { type: 'es6' } });
    return { format: 'module', shortCircuit: true, source: code };
  },
});
