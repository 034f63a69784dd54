import { describe, expect, it } from '@jest/globals';
import { districtPolicy } from '@patto/access';
import { services } from './services.ts';

const forDelegates = new Set(
  districtPolicy()
    .filter(({ roles, inverted }) => !inverted && roles.includes('delegate'))
    .flatMap(({ action }) => action),
);

describe('the commands that delegates may send', () => {
  const all = services.flatMap(({ decisions }) => decisions).filter(({ command }) => forDelegates.has(command.name));
  /** What settles an act that waits never waits itself. */
  const theirs = all.filter(({ settles }) => settles === undefined);

  it('are known at all', () => expect(theirs.length).toBeGreaterThan(20));

  it.each(theirs.map(({ command, kind }) => [command.name, kind] as const))('%s says of which kind of a person’s acts it is', (_, kind) =>
    expect(kind).toMatch(/^[a-z-]+$/),
  );
});
