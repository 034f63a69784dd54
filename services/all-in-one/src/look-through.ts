import { type Checkpoint, Frontier, parseCheckpoint } from '@patto/audit-ledger';
import { exportedEvents } from '@patto/event-store';
import { CannotStart } from './start.ts';

/** Reads what is to be compared with. Its signature is not asked: it is one that was kept. @throws CannotStart where it is none */
export const checkpointIn = (text: string): Checkpoint => {
  try {
    return parseCheckpoint(text);
  } catch (cause) {
    throw Object.assign(new CannotStart('That is no checkpoint. It is the file `checkpoint` in the folder of the ledger.'), { cause });
  }
};

/**
 * Reads an exported log to its end before any of it is recorded: a line that does not fit, and a log that is not the one that was sealed, leave nothing behind.
 * @param sealed what it has to begin with: all that this checkpoint counts, under its root
 * @throws Error which says what does not fit
 */
export const lookThrough = async (lines: AsyncIterable<string>, sealed?: Checkpoint): Promise<void> => {
  const tree = new Frontier();
  for await (const { body } of exportedEvents(lines)) {
    tree.append(Buffer.from(body));
    if (tree.size === sealed?.size && !tree.root().equals(sealed.root)) {
      throw new Error(
        `The first ${sealed.size} lines are not the events that were sealed: their root is ${tree.root().toString('base64')}. Export them again.`,
      );
    }
  }
  if (sealed && tree.size < sealed.size) throw new Error(`The file ends after ${tree.size} lines, and ${sealed.size} events were sealed. Export them again.`);
};
