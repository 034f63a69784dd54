import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { loadOrCreateLedgerKey, loadOrCreateWitnessKey } from './key.ts';
import { parsePolicy, WrongPolicy } from './policy.ts';

const folder = mkdtempSync(join(tmpdir(), 'policy-'));
afterAll(() => rmSync(folder, { recursive: true }));

const log = loadOrCreateLedgerKey(join(folder, 'log'), 'valcurta.example/events').verifierKey;
const names = ['X1', 'X2', 'X3', 'Y1', 'Y2', 'Y3'];
const keys = names.map((name) => loadOrCreateWitnessKey(join(folder, name), `${name}.example`).verifierKey);
const witnesses = names.map((name, place) => `witness ${name} ${keys[place]}\n`).join('');
/** The example of the format. */
const example = `# Two of the X and any of the Y.
log ${log}
${witnesses}
group X-witnesses 2 X1 X2 X3
  group Y-witnesses any Y1\tY2 Y3
group X-and-Y all X-witnesses Y-witnesses
quorum X-and-Y
`;

describe('a policy', () => {
  it.each([
    ['X1 X2 Y3', true],
    ['X1 X2 X3 Y1 Y2 Y3', true],
    ['X1 X2 X3', false],
    ['X1 Y1 Y2 Y3', false],
    ['', false],
  ])('counts %p as its groups say: %p', (cosigned, isQuorum) => {
    expect(parsePolicy(example).isQuorum(new Set(cosigned.split(' ')))).toBe(isQuorum);
  });

  it('survives one coerced witness with 3 of 4', () => {
    const of = (least: number) => parsePolicy(`${witnesses}group all-of-them ${least} X1 X2 X3 Y1\nquorum all-of-them\n`);
    expect(of(3).isQuorum(new Set(['X1', 'X2']))).toBe(false);
    expect(of(3).isQuorum(new Set(['X1', 'X2', 'Y1']))).toBe(true);
  });

  it('may ask for no witness, or for a single one with its address', () => {
    expect(parsePolicy('quorum none\n').isQuorum(new Set())).toBe(true);
    const policy = parsePolicy(`witness asl ${keys[0]} https://witness.asl.example\nquorum asl\n`);
    expect(policy.witnesses[0]?.url).toBe('https://witness.asl.example');
    expect([policy.isQuorum(new Set()), policy.isQuorum(new Set(['asl']))]).toEqual([false, true]);
  });

  it.each([
    ['it has no quorum', `log ${log}\n`],
    ['it has two', 'quorum none\nquorum none\n'],
    ['a name comes before what defines it', `quorum X1\nwitness X1 ${keys[0]}\n`],
    ['a name is given twice', `witness X1 ${keys[0]}\nwitness X1 ${keys[1]}\nquorum none\n`],
    ['a key stands twice', `witness X1 ${keys[0]}\nwitness X2 ${keys[0]}\nquorum none\n`],
    ['somebody is a member twice', `${witnesses}group a any X1 X2\ngroup b any X2 X3\nquorum a\n`],
    ['a group counts more than it has', `${witnesses}group a 3 X1 X2\nquorum a\n`],
    ['a group counts nobody', `${witnesses}group a 0 X1 X2\nquorum a\n`],
    ['a group is empty', `${witnesses}group a any\nquorum a\n`],
    ['a witness is called none', `witness none ${keys[0]}\nquorum none\n`],
    ["a log's key is a witness's", `log ${keys[0]}\nquorum none\n`],
    ['a line says something else', 'threshold 2\nquorum none\n'],
  ])('is refused where %s', (_, text) => expect(() => parsePolicy(text)).toThrow(WrongPolicy));
});
