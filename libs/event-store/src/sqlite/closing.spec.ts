import { describe, expect, it } from '@jest/globals';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { all, newStream, upTo, verdict, write } from '../conformance/examples.ts';
import { eachInItsOwnFolder } from './trials/folder.ts';
import { StreamHeads } from './stream-heads.ts';

const its = eachInItsOwnFolder();

describe('closing the log', () => {
  it('records what was waiting, then refuses', async () => {
    const log = its.open();
    const waiting = upTo(600).map(() => verdict(write(log, newStream('plan'), 0)));
    await log.close();
    expect(new Set(await Promise.all(waiting))).toEqual(new Set(['recorded']));
    await expect(write(log, newStream('plan'), 0)).rejects.toThrow('The event log is closed.');
    await log.close();
    expect(await its.open().head()).toBe(599);
    expect(its.fatal).toEqual([]);
  });

  it('ends those who follow it', async () => {
    const log = its.open();
    const following = all(log.subscribe({}, new AbortController().signal));
    await write(log, newStream('plan'), 0);
    await nextTurn();
    await log.close();
    expect(await following).toHaveLength(1);
  });
});

describe('the remembered revisions of streams', () => {
  it('are bounded; the one that was set longest ago is forgotten first', () => {
    const heads = new StreamHeads(2);
    heads.set('plan', 1);
    heads.set('need', 1);
    heads.set('plan', 2);
    heads.set('pact', 1);
    expect([heads.get('plan'), heads.get('need'), heads.get('pact')]).toEqual([2, undefined, 1]);
  });
});
