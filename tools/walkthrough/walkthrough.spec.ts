import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { filled } from './fill.ts';

const root = resolve(import.meta.dirname, '..', '..');
const page = readFileSync(join(root, 'docs/walkthrough.md'), 'utf8');

describe('the walkthrough', () => {
  it('shows the code as it is (npm run docs writes it anew)', () => expect(page).toBe(filled(page, (path) => readFileSync(join(root, path), 'utf8'))));

  it('differs as soon as the code does', () => {
    const shown = '<!-- code: a.ts#signed -->\n```ts\nconst signed = 1;\n```';
    expect(filled(shown, () => 'const signed = 1;\n')).toBe(shown);
    expect(filled(shown, () => '/** Twice. */\nconst signed = 2;\n')).toBe('<!-- code: a.ts#signed -->\n```ts\n/** Twice. */\nconst signed = 2;\n```');
  });

  it('cannot show what is not there', () => expect(() => filled('<!-- code: a.ts#gone -->\n```ts\n```', () => 'const here = 1;')).toThrow('declares no gone'));
});
