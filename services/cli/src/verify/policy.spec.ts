import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { loadOrCreateWitnessKey } from '@patto/audit-ledger';
import { readPolicy } from './policy.ts';

const folder = mkdtempSync(join(tmpdir(), 'policy-read-'));
afterAll(() => rmSync(folder, { recursive: true }));
const names = ['x1', 'x2', 'x3', 'y1'];
const keys = names.map((name) => loadOrCreateWitnessKey(join(folder, name), `${name}.example`).verifierKey);
const witnesses = names.map((name, at) => `witness ${name} ${keys[at]}\n`).join('');

describe("the verifier's reading of a policy", () => {
  it.each([
    ['x1 x2 y1', true],
    ['x1 x3 y1', true],
    ['x1 x2 x3', false],
    ['x1 y1', false],
    ['', false],
  ])('counts %p by nested groups: %p', (cosigned, isEnough) => {
    const policy = readPolicy(`# ours\n\n${witnesses}group x 2 x1 x2 x3\n group both all x\ty1\r\nquorum both\n`);
    expect(policy.isEnough(new Set(cosigned.split(' ')))).toBe(isEnough);
  });

  it('may ask for nobody', () => expect(readPolicy('quorum none').isEnough(new Set())).toBe(true));

  it.each([
    ['no quorum', witnesses],
    ['two of them', 'quorum none\nquorum none\n'],
    ['a quorum of nobody known', 'quorum x9\n'],
    ['a name twice', `${witnesses}group x1 any x2\nquorum x1\n`],
    ['a key twice', `witness a ${keys[0]}\nwitness b ${keys[0]}\nquorum a\n`],
    ["a witness's key for a log", `log ${keys[0]}\nquorum none\n`],
    ['a member twice', `${witnesses}group a any x1\ngroup b any x1\nquorum a\n`],
    ['a group that can never be met', `${witnesses}group a 3 x1 x2\nquorum a\n`],
    ['a group that is always met', `${witnesses}group a 0 x1 x2\nquorum a\n`],
    ['a word of its own', 'trust me\nquorum none\n'],
  ])('refuses %s', (_, text) => expect(() => readPolicy(text)).toThrow(/policy/));
});
