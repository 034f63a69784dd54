import { describe } from '@jest/globals';
import { delivering } from './conformance/delivering.ts';
import type { OpenBus } from './conformance/examples.ts';
import { reacting } from './conformance/reacting.ts';

export { type BusPlace, CATEGORIES, type Example, newEvent, type OpenBus } from './conformance/examples.ts';
export { openRecording, type Recording } from './conformance/recording.ts';
export { type Disturbance, disturbed, type Injected } from './disturbed.ts';

/** What every engine of the bus must do. */
export const conformsAsBus = (name: string, open: OpenBus): void => {
  describe(`${name} as a bus`, () => {
    delivering(open);
    reacting(open);
  });
};
