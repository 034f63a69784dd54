import { CannotStart, NotYet } from '@patto/all-in-one';
import { WrongSettings } from '@patto/service-kit';
import { EXIT } from './exit.ts';

const say = (error: unknown): void => {
  process.stderr.write(`${(error as Error).message}\n`);
};

/** Does it, with the exit code that it gives. What its user can mend says how; anything else is a fault of ours and keeps its stack. */
export const sayingRemedies = async (work: () => Promise<number>): Promise<number> => {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof WrongSettings || error instanceof CannotStart || error instanceof NotYet)) throw error;
    say(error);
    return error instanceof NotYet ? EXIT.notYet : EXIT.cannotStart;
  }
};

/** What a start gives; nothing where it was waiting still when it was told to stop, which is no failure. */
export const unlessStopped = <Begun>(starting: Promise<Begun>, stopping: AbortSignal): Promise<Begun | undefined> =>
  starting.catch((error: unknown) => {
    if (stopping.aborted && error instanceof NotYet) return undefined;
    throw error;
  });

/** Does it, and says as a sentence and an exit code why it could not be done. */
export const mendably = async (work: () => Promise<void>): Promise<number> => {
  try {
    return await sayingRemedies(async () => {
      await work();
      return EXIT.ok;
    });
  } catch (error) {
    say(error);
    return EXIT.failed;
  }
};
