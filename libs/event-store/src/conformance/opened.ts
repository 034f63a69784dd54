import { afterEach, beforeEach } from '@jest/globals';
import type { EventLog } from '../log.ts';
import type { OpenedLog, OpenLog } from './examples.ts';

/** Gives each test of a block a log of its own and removes it afterwards. */
export const eachWithItsOwn = (open: OpenLog): { readonly log: EventLog; reopen(): Promise<EventLog> } => {
  let opened: OpenedLog | undefined;
  const now = (): OpenedLog => {
    if (!opened) throw new Error('The log is open only while a test runs.');
    return opened;
  };
  beforeEach(async () => {
    opened = await open();
  });
  afterEach(async () => {
    await opened?.destroy();
    opened = undefined;
  });
  return {
    get log() {
      return now().log;
    },
    reopen: () => now().reopen(),
  };
};
