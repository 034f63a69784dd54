import { setTimeout as delay } from 'node:timers/promises';
import type { EngineSetting } from './engine-settings.ts';
import type { World } from './world.ts';

/** Who has not answered so small a question by then is away: whoever asks whether all is well waits a few seconds only. */
const ANSWERS_WITHIN_MS = 2_000;

type Asked = readonly [EngineSetting, url: string | undefined, ask: () => Promise<unknown>];

/**
 * The settings that name engines which do not answer now, of those that no question can be answered without. Each is asked for something that costs it
 * nothing; what is in this process or its own folder is never away. The bus is not among them: reads and acts go on without it.
 */
export const enginesAway = async ({ settings: { engines }, log, keyring, documents }: World): Promise<readonly EngineSetting[]> => {
  const all: readonly Asked[] = [
    ['PATTO_EVENT_STORE_URL', engines.eventStore, () => log.head()],
    ['PATTO_KEYRING_URL', engines.keyring, () => keyring.subjectOfLogin('', '')],
    ['PATTO_READ_MODELS_URL', engines.readModels, () => documents.serving('')],
  ];
  const away = all.map(async ([setting, url, ask]) => (url === undefined || (await answers(ask)) ? [] : [setting]));
  return (await Promise.all(away)).flat();
};

const answers = (ask: () => Promise<unknown>): Promise<boolean> =>
  Promise.race([
    ask().then(
      () => true,
      () => false,
    ),
    delay(ANSWERS_WITHIN_MS, false, { ref: false }),
  ]);
