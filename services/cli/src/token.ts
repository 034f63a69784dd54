import { developmentToken } from '@patto/all-in-one';
import { readSettings, withSecrets } from '@patto/service-kit';

/** `patto token <actor>`: a token of 15 minutes of the built-in issuer, for a login (`sara`) or an actor's id. */
export const token = (actor: string): Promise<string> => developmentToken(readSettings(process.env), actor);

/** The token for calling a running Patto: PATTO_TOKEN, or one of the built-in issuer for this login. */
export const tokenFor = async (login: string): Promise<string> => withSecrets(process.env)['PATTO_TOKEN'] ?? (await token(login));

/** Where a running Patto is: PATTO_URL, or this machine at PATTO_PORT. */
export const urlOfRunning = (): string => process.env['PATTO_URL'] ?? `http://127.0.0.1:${readSettings(process.env).port}`;
