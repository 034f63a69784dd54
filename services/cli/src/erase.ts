import { setTimeout as delay } from 'node:timers/promises';
import { EXIT } from './exit.ts';

export interface EraseOptions {
  readonly person: string;
  /** Why, in a coded word of the API. */
  readonly ground: string;
  readonly url: string;
  readonly token: string;
}

/** Keys are destroyed within milliseconds of the order; so long a running Patto may be busy with other things. */
const LONGEST_WAIT_MS = 30_000;
const PAUSE_MS = 100;

/** `patto erase`: orders the erasure of a person's content from the running Patto, and waits for its receipt. */
export const erase = async ({ person, ground, url, token }: EraseOptions): Promise<number> => {
  const place = `${url}/api/v1/persons/${encodeURIComponent(person)}`;
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const refused = async (answer: Response | undefined): Promise<number> => {
    const { detail, type } = answer ? ((await answer.json()) as { detail?: string; type?: string }) : {};
    process.stderr.write(
      answer ? `${detail ?? answer.statusText} See ${url}${type ?? '/docs'}\n` : `Nothing answers at ${url}. Start it with npm start, or set PATTO_URL.\n`,
    );
    return EXIT.failed;
  };
  const ordered = await fetch(`${place}/erasure`, { method: 'POST', headers, body: JSON.stringify({ ground }) }).catch(() => undefined);
  if (!ordered?.ok) return refused(ordered);
  for (let waited = 0; waited < LONGEST_WAIT_MS; waited += PAUSE_MS) {
    const told = await fetch(`${place}/retention`, { headers }).catch(() => undefined);
    if (told && !told.ok && told.status !== 404) return refused(told);
    const receipt = told?.ok ? ((await told.json()) as { erasedAt?: string; epoch?: number }) : {};
    if (receipt.erasedAt) {
      process.stdout.write(
        `Erased ${receipt.erasedAt}. Old backups of the keyring open until the key of epoch ${receipt.epoch} is gone: npx patto keys rotate\n`,
      );
      return EXIT.ok;
    }
    await delay(PAUSE_MS);
  }
  process.stderr.write(`It is ordered, and the receipt has not come yet: see ${place}/retention\n`);
  return EXIT.failed;
};
