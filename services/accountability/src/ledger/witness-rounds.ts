import { readFile } from 'node:fs/promises';
import { type LedgerRefused, parsePolicy, Witnessing, type WitnessingOptions } from '@patto/audit-ledger';
import type { World } from '@patto/service-kit';
import { policyFile } from './place.ts';

/** Witnesses are asked at most so often: they serve many logs. */
const ASK_EVERY_MS = 1_000;

/** The rounds in which a ledger asks its witnesses. */
export interface WitnessRounds {
  /** Why nothing more may be signed, once a witness has contradicted the ledger. */
  alarm(): LedgerRefused | undefined;
  /** Asks a last time and ends. */
  end(): Promise<void>;
}

/**
 * Begins to ask the witnesses of the policy, if there is one, about this ledger.
 * @throws LedgerRefused where a witness is ahead of it or saw another one; WrongPolicy
 */
export const witnessing = async (about: Omit<WitnessingOptions, 'policy'>, { settings, logger }: World): Promise<WitnessRounds | undefined> => {
  const text = await readFile(policyFile(settings), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  if (text === undefined) return undefined;
  const asked = new Witnessing({ ...about, policy: parsePolicy(text) });
  await asked.begin();
  let round: Promise<void> = Promise.resolve();
  const ask = async (): Promise<void> => {
    const before = asked.alarm;
    await asked.ask().catch((error: unknown) => logger.warn({ ledger: about.log.name, err: error }, 'the witnesses could not be asked'));
    if (asked.alarm && !before) logger.error({ ledger: about.log.name, err: asked.alarm }, 'a witness contradicts the ledger');
  };
  const timer = setInterval(() => {
    round = round.then(ask);
  }, ASK_EVERY_MS);
  return {
    alarm: () => asked.alarm,
    end: async () => {
      clearInterval(timer);
      await round;
      await ask();
    },
  };
};
