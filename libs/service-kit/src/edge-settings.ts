/** How the edge treats those who call. */
export interface EdgeSettings {
  /** Requests in a minute from one address, and of one caller, before they are asked to wait. */
  readonly perAddress: number;
  readonly perCaller: number;
  /** Origins of web pages that may call from a browser; none where it is empty. */
  readonly origins: readonly string[];
  /** Addresses of gateways whose word on where a request came from is taken. */
  readonly gateways: readonly string[];
}

export const EDGE_SETTINGS = ['PATTO_ADDRESS_LIMIT', 'PATTO_CALLER_LIMIT', 'PATTO_ALLOWED_ORIGINS', 'PATTO_GATEWAYS'] as const;

/**
 * So many requests a minute: somewhat more than one process answers on a small machine when it does nothing else, so that no import and no gateway in
 * front is ever stopped. Whoever is open to the internet sets less.
 */
const PER_MINUTE = '600000';
const ORIGIN = /^https?:\/\/(\[[\da-f:]+\]|[\w.-]+)(:\d{1,5})?$/i;
const ADDRESS = /^[\da-f.:]+(\/\d{1,3})?$/i;

const listed = (text: string): readonly string[] => text.split(/[\s,]+/).filter((one) => one !== '');

/** Reads how the edge treats callers, and says what is wrong with it. */
export const edgeSettings = (environment: NodeJS.ProcessEnv, expect: (name: string, fits: boolean, expected: string) => void): EdgeSettings => {
  const { PATTO_ADDRESS_LIMIT = PER_MINUTE, PATTO_CALLER_LIMIT = PER_MINUTE, PATTO_ALLOWED_ORIGINS = '', PATTO_GATEWAYS = '' } = environment;
  for (const [name, limit] of Object.entries({ PATTO_ADDRESS_LIMIT, PATTO_CALLER_LIMIT })) {
    expect(name, /^[1-9]\d{0,8}$/.test(limit), 'how many requests a minute, as 600');
  }
  const [origins, gateways] = [listed(PATTO_ALLOWED_ORIGINS), listed(PATTO_GATEWAYS)];
  expect(
    'PATTO_ALLOWED_ORIGINS',
    origins.every((one) => ORIGIN.test(one)),
    'origins of web pages behind commas, as https://desk.example',
  );
  expect(
    'PATTO_GATEWAYS',
    gateways.every((one) => ADDRESS.test(one)),
    'addresses of gateways behind commas, as 10.0.0.1 or 10.0.0.0/24',
  );
  return { perAddress: Number(PATTO_ADDRESS_LIMIT), perCaller: Number(PATTO_CALLER_LIMIT), origins, gateways };
};
