import { hidingSecrets, type Service, type Settings } from '@patto/service-kit';
import { services } from '../services.ts';
import { lookAtBus } from './bus.ts';
import { lookAtClock } from './clock.ts';
import { lookAtDataFolder } from './data-folder.ts';
import type { Finding } from './finding.ts';
import { lookAtKeys } from './keys.ts';
import { lookAtLedger } from './ledgers.ts';
import { lookAtLogs } from './logs.ts';
import { lookAtReadModels } from './read-models.ts';

export type { Finding, Level } from './finding.ts';

/** Whom a look is for. */
export interface Examination {
  /** The services that run, or are to run, with these settings; all where they are left out. */
  readonly only?: readonly Service[];
  /** Milliseconds of the Unix epoch; the system's clock where it is left out. */
  readonly clock?: () => number;
}

/**
 * Looks at all that a deployment rests on, beside processes that run: it makes nothing, and holds nothing that they need. What a start would refuse is found
 * by the start's own checks. No finding holds a secret.
 */
export async function* examine(settings: Settings, { only = services, clock = Date.now }: Examination = {}): AsyncGenerator<Finding> {
  const hiding = hidingSecrets(settings.environment);
  for await (const found of findings(settings, only, clock)) yield { ...found, says: hiding(found.says) };
}

async function* findings(settings: Settings, only: readonly Service[], clock: () => number): AsyncGenerator<Finding> {
  yield lookAtDataFolder(settings, only);
  const ledgers = { events: await lookAtLedger('events', settings), accesses: await lookAtLedger('accesses', settings) };
  const logs = await lookAtLogs(settings, only);
  yield* logs.findings;
  yield lookAtClock(logs.ends, clock());
  yield* await lookAtKeys(settings);
  yield* await lookAtBus(settings);
  yield* await lookAtReadModels(settings, only);
  for (const name of ['events', 'accesses'] as const) yield ledgers[name](logs.ends.get(name));
}
