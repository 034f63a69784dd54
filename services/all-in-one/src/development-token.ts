import { openDevelopmentIssuer } from '@patto/access';
import type { Settings } from '@patto/service-kit';
import { CannotStart } from './start.ts';

/** A token of 15 minutes of the built-in issuer, for a login (`sara`) or an actor's id. @throws CannotStart where a real issuer is set */
export const developmentToken = async ({ issuer, keys, audience }: Settings, login: string): Promise<string> => {
  if (issuer !== undefined) throw new CannotStart('PATTO_ISSUER_URL is set: tokens come from that issuer. Set PATTO_TOKEN to one of them.');
  return openDevelopmentIssuer({ folder: keys, audience }).issueToken({ login });
};
