import { CannotStart } from '@patto/all-in-one';
import { WrongSettings } from '@patto/service-kit';
import { EXIT } from './exit.ts';

/** Does it, and says as a sentence and an exit code why it could not be done. */
export const mendably = async (work: () => Promise<void>): Promise<number> => {
  try {
    await work();
    return EXIT.ok;
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    return error instanceof WrongSettings || error instanceof CannotStart ? EXIT.cannotStart : EXIT.failed;
  }
};
