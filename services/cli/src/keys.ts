import { rotateDeploymentKeys } from '@patto/all-in-one';
import { readSettings } from '@patto/service-kit';
import { EXIT } from './exit.ts';
import { sayingRemedies } from './mendably.ts';

/** `patto keys rotate`: a new key-encryption key for a deployment that is stopped. Erasures that waited for the old one to go are complete at the next start. */
export const rotateCommand = (): Promise<number> =>
  sayingRemedies(async () => {
    const { epoch, retired, rewrapped } = await rotateDeploymentKeys(readSettings(process.env));
    process.stdout.write(`Epoch ${epoch}: ${rewrapped} keys wrapped anew. Destroyed: the key of epoch ${retired.join(', ')}.\n`);
    process.stdout.write('Back up the keys folder now, apart from the data. Keyrings from before open with no key any more: remove their backups.\n');
    return EXIT.ok;
  });
