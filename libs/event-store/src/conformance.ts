import { describe } from '@jest/globals';
import { appending } from './conformance/appending.ts';
import type { OpenLog, SuiteOptions } from './conformance/examples.ts';
import { guarding } from './conformance/guarding.ts';
import { ordering } from './conformance/ordering.ts';
import { reading } from './conformance/reading.ts';
import { repeating } from './conformance/repeating.ts';
import { restoring } from './conformance/restoring.ts';
import { subscribing } from './conformance/subscribing.ts';

export type { OpenedLog, OpenLog, SuiteOptions } from './conformance/examples.ts';

/** Long enough for tens of thousands of appends, short enough for every run of the tests. */
const ORDINARY: SuiteOptions = { orderMs: 5_000, interleavings: 10_000 };

/** Registers tests for everything that the port of the event log promises. Every engine passes them all. */
export const conformsAsEventLog = (name: string, open: OpenLog, wanted: Partial<SuiteOptions> = {}): void => {
  const options = { ...ORDINARY, ...wanted };
  describe(`${name} as an event log`, () => {
    appending(open);
    guarding(open, options);
    repeating(open);
    reading(open);
    subscribing(open);
    restoring(open);
    ordering(open, options);
  });
};
