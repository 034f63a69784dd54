import { describe, expect, it } from '@jest/globals';
import { readSettings } from './settings.ts';

const POSTGRES = 'postgres://patto:secret@db.valcurta.example:5432/patto';
const ALL = {
  PATTO_EVENT_STORE_URL: POSTGRES,
  PATTO_KEYRING_URL: POSTGRES,
  PATTO_BUS_URL: 'kafka://one.example:9092,two.example:9092',
  PATTO_READ_MODELS_URL: 'mongodb://docs.valcurta.example:27017/patto',
};
const PERSONS = { service: 'persons', port: 8081 };

const wrong = (environment: NodeJS.ProcessEnv, alone?: typeof PERSONS): readonly string[] => {
  try {
    readSettings(environment, alone);
    return [];
  } catch (error) {
    return [...(error as Error).message.matchAll(/^ +(PATTO_\w+): /gm)].map(([, name]) => name as string);
  }
};

describe('the engines of a deployment', () => {
  it('are the embedded ones unless URLs choose others', () => {
    expect(readSettings({}).engines).toEqual({ eventStore: undefined, bus: undefined, readModels: undefined, keyring: undefined });
    expect(readSettings(ALL).engines).toEqual({
      eventStore: POSTGRES,
      keyring: POSTGRES,
      bus: ALL.PATTO_BUS_URL,
      readModels: ALL.PATTO_READ_MODELS_URL,
    });
  });

  it('are all named at once for a service alone, which cannot share embedded ones', () => {
    expect(wrong({}, PERSONS)).toEqual(['PATTO_EVENT_STORE_URL', 'PATTO_KEYRING_URL', 'PATTO_BUS_URL', 'PATTO_READ_MODELS_URL']);
    expect(wrong(ALL, PERSONS)).toEqual([]);
    expect(readSettings(ALL, PERSONS).port).toBe(8081);
  });

  it('keep log and keyring together: whoever shares one shares the other', () => {
    expect(wrong({ PATTO_EVENT_STORE_URL: POSTGRES })).toEqual(['PATTO_KEYRING_URL']);
    expect(wrong({ PATTO_KEYRING_URL: POSTGRES })).toEqual(['PATTO_EVENT_STORE_URL']);
  });

  it.each(['kurrentdb://db.valcurta.example:2113?tls=true', 'kurrentdb+discover://admin:secret@db.valcurta.example'])(
    'may have the log on KurrentDB, %s, in one process, with the keyring there or in its folder',
    (url) => {
      const ours = { PATTO_EVENT_STORE_URL: url };
      expect(wrong(ours)).toEqual([]);
      expect(wrong({ ...ours, PATTO_KEYRING_URL: POSTGRES })).toEqual([]);
      expect(wrong({ ...ALL, ...ours }, PERSONS)).toEqual(['PATTO_EVENT_STORE_URL']);
      expect(() => readSettings({ ...ALL, ...ours }, PERSONS)).toThrow(/serves one process, patto up, and persons alone shares its log/);
    },
  );

  it.each([
    ['PATTO_EVENT_STORE_URL', 'mysql://db'],
    ['PATTO_EVENT_STORE_URL', 'esdb://db'],
    ['PATTO_EVENT_STORE_URL', 'kurrentdb://'],
    ['PATTO_KEYRING_URL', 'kurrentdb://db'],
    ['PATTO_EVENT_STORE_URL', 'postgres://'],
    ['PATTO_KEYRING_URL', './keyring.sqlite'],
    ['PATTO_BUS_URL', 'kafka://one.example'],
    ['PATTO_BUS_URL', 'kafka://one.example:9092,'],
    ['PATTO_READ_MODELS_URL', 'http://docs.valcurta.example'],
  ])('are refused where %s is %s', (name, url) => {
    expect(wrong({ ...ALL, [name]: url })).toEqual([name]);
  });

  it('are never repeated in what is said of them: a URL may hold a password', () => {
    expect(() => readSettings({ ...ALL, PATTO_BUS_URL: POSTGRES })).toThrow(expect.objectContaining({ message: expect.not.stringContaining('secret') }));
  });
});
