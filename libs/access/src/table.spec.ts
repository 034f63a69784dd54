import { describe, expect, it } from '@jest/globals';
import { CALLER_KINDS } from './caller-kinds.ts';
import { may, TABLE } from './table.ts';

describe('the access table', () => {
  it('lets nobody pass where there is no row', () => {
    for (const name of ['NobodyDeclaredThis', 'constructor', 'toString', '__proto__', 'hasOwnProperty', '']) expect(may(name, CALLER_KINDS)).toBe(false);
  });

  it('lets the kinds of a row pass and no others', () => {
    for (const [name, row] of Object.entries(TABLE)) {
      for (const kind of CALLER_KINDS) expect(`${name} ${kind} ${may(name, [kind])}`).toBe(`${name} ${kind} ${row.includes(kind)}`);
    }
  });

  it('lets nobody pass who is of no kind', () => {
    for (const name of Object.keys(TABLE)) expect(may(name, [])).toBe(false);
  });

  it('has a caller in every row', () => {
    expect(Object.entries(TABLE).filter(([, row]) => row.length === 0)).toEqual([]);
  });
});
