import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const OTHERS = `
  await import(${JSON.stringify(here('../index.ts'))});
  const { createRequire } = await import('node:module');
  console.log(Object.keys(createRequire(import.meta.url).cache).filter((file) => file.includes('kurrent')).length);`;

describe('KurrentDB’s client', () => {
  it('is not loaded with the other logs: its machine code does not run everywhere that Patto does', () => {
    const arguments_ = ['--conditions=source', '--import', here('../sqlite/trials/run-typescript.mjs'), '--input-type=module', '--eval', OTHERS];
    expect(execFileSync(process.execPath, arguments_, { encoding: 'utf8' }).trim()).toBe('0');
  });
});
