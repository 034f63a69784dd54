import type { Message } from './bus.ts';

/** So many messages are in hand at the same time: what their handlers record is committed together. */
export const MOST_IN_HAND = 64;

/**
 * Handles messages of one key one at a time and in their order, those of different keys at the same time.
 * @param messages in their order, at most `MOST_IN_HAND`
 * @param handle says whether the message was handled; where it was not, nothing after it of its key is
 * @returns how many were handled before the first that was not
 */
export const handleByKey = async (messages: readonly Message[], handle: (message: Message) => Promise<boolean>): Promise<number> => {
  const left = new Set<Message>(messages);
  const inOrder = async (ofOneKey: readonly Message[]): Promise<void> => {
    for (const message of ofOneKey) {
      if (!(await handle(message))) return;
      left.delete(message);
    }
  };
  await Promise.all([...Map.groupBy(messages, ({ key }) => key).values()].map(inOrder));
  const [first] = left;
  return first ? messages.indexOf(first) : messages.length;
};
