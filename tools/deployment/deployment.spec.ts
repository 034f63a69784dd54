import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { services } from '@patto/all-in-one';
import { engineOfLog, readSettings } from '@patto/service-kit';
import { parse } from 'yaml';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string): string => readFileSync(`${ROOT}${path}`, 'utf8');

interface Container {
  readonly image?: string;
  readonly command?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly environment?: Readonly<Record<string, string | number>>;
  readonly volumes?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: object;
}

interface Compose {
  readonly services: Readonly<Record<string, Container>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

const text = read('docker-compose.yml');
const compose = parse(text, { merge: true }) as Compose;

/** A value as Compose gives it to a container where only what must be given is given, each time by its own name. */
const given = (value: string | number): string =>
  String(value)
    .replace(/\$\{(\w+):\?[^}]*\}/g, (_, name: string) => name.toLowerCase())
    .replace(/\$\{\w+:-([^}]*)\}/g, '$1');
const environmentOf = (container: Container = {}): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(container.environment ?? {}).map(([name, value]) => [name, given(value)]));

describe('docker-compose.yml', () => {
  it('runs each service alone, with settings that it would start with', () => {
    for (const { name } of services) {
      const container = compose.services[name];
      expect(container?.command).toEqual(['serve', name]);
      expect(container?.entrypoint).toContain(`--env-file=/settings/${name}.env`);
      const prepared = { PATTO_EVENT_STORE_URL: `postgres://patto_${name}@postgres/patto`, PATTO_KEYRING_URL: `postgres://patto_${name}@postgres/keyring` };
      const settings = readSettings({ ...environmentOf(container), ...prepared, PATTO_PORT: '8080' }, { service: name, port: 8080 });
      expect(settings.engines.bus).toBe('kafka://kafka:9092');
    }
  });

  it('runs all services in one process on KurrentDB, with settings that it would start with', () => {
    const container = compose.services['together'];
    expect(container?.command).toEqual(['up']);
    const settings = readSettings(environmentOf(container));
    expect(engineOfLog(settings.engines.eventStore)).toBe('KurrentDB');
    expect(settings.issuer).toBe(environmentOf(compose.services['persons'])['PATTO_ISSUER_URL']);
  });

  it('tells the gateway where each of them is', () => {
    const told = environmentOf(compose.services['gateway']);
    for (const { name } of services) expect(told[`PATTO_${name.toUpperCase()}`]).toBe(`${name}:8080`);
  });

  it('waits only for what is there and says when it is well', () => {
    const waits = Object.values(compose.services).flatMap(({ depends_on = {} }) => Object.entries(depends_on));
    expect(waits.map(([other]) => other).filter((other) => !(other in compose.services))).toEqual([]);
    const asked = waits.filter(([, { condition }]) => condition === 'service_healthy' || condition === 'service_completed_successfully');
    expect(asked.filter(([other, { condition }]) => condition === 'service_healthy' && !compose.services[other]?.healthcheck)).toEqual([]);
  });

  it('keeps and reads only what is there', () => {
    const places = Object.values(compose.services).flatMap(({ volumes = [] }) => volumes.map((volume) => volume.split(':')[0] as string));
    expect(places.filter((place) => !place.startsWith('./') && !(place in compose.volumes))).toEqual([]);
    expect(places.filter((place) => place.startsWith('./') && !existsSync(`${ROOT}${place}`))).toEqual([]);
  });

  it('has no default password', () => {
    const passwords = [...text.matchAll(/\$\{(\w*PASSWORD)([^}]*)\}/g)];
    expect(passwords.length).toBeGreaterThan(0);
    expect(passwords.filter(([, , rest]) => !rest?.startsWith(':?'))).toEqual([]);
    expect(text).not.toMatch(/PASSWORD: +[a-z]/i);
  });
});

describe('the image', () => {
  const lines = read('deploy/Dockerfile').split('\n');
  const at = (start: string): number => lines.findLastIndex((line) => line.startsWith(start));

  it('is built in one stage and runs in another, not as root, and says whether it is well', () => {
    expect(lines.filter((line) => line.startsWith('FROM ')).length).toBe(2);
    expect(at('USER node')).toBeGreaterThan(at('FROM '));
    expect(at('USER node')).toBeLessThan(at('ENTRYPOINT'));
    expect(at('HEALTHCHECK')).toBeGreaterThan(at('FROM '));
  });

  it('keeps the packages with machine code, which are optional: KurrentDB’s client has one for each system', () => {
    expect(read('deploy/Dockerfile')).not.toMatch(/omit=optional/);
  });

  it('takes no keys, data or packages of whoever builds it', () => {
    const [first, ...taken] = read('deploy/Dockerfile.dockerignore').trim().split('\n');
    expect(first).toBe('**');
    expect(taken.filter((line) => /keys|data/.test(line))).toEqual([]);
    expect(taken).toContain('**/node_modules');
  });
});
