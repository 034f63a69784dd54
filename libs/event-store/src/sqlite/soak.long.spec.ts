import { describe } from '@jest/globals';
import { conformsAsEventLog } from '../conformance.ts';
import { eachWithAWriter, losesNothing } from './trials/crash.ts';
import { inAFolder } from './trials/in-a-folder.ts';

/** As long as the promise of order is made for: 8 writers and 4 readers for 30 s. */
conformsAsEventLog('SQLite for longer', inAFolder, { orderMs: 30_000 });

describe('a process that is killed again and again while it writes', () => {
  losesNothing(eachWithAWriter(), 100);
});
