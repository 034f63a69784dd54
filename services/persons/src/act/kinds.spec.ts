import { describe, expect, it } from '@jest/globals';
import { districtPolicy } from '@patto/access';
import { persons } from '../index.ts';

/** What a delegate may send that never waits for the other: it settles what waits, or is theirs alone to lay down. */
const OF_THEIR_OWN = ['ConfirmAct', 'CallOffAct'];

const forDelegates = new Set(
  districtPolicy()
    .filter(({ roles, inverted }) => !inverted && roles.includes('delegate'))
    .flatMap(({ action }) => action),
);

describe('the commands that delegates may send', () => {
  const theirs = persons.decisions.filter(({ command }) => forDelegates.has(command.name) && !OF_THEIR_OWN.includes(command.name));

  it('are known at all', () => expect(theirs.length).toBeGreaterThan(20));

  it.each(theirs.map(({ command, kind }) => [command.name, kind] as const))('%s says of which kind of a person’s acts it is', (_, kind) =>
    expect(kind).toMatch(/^[a-z-]+$/),
  );
});
