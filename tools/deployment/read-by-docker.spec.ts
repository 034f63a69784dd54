import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { goBuilds } from '../cross-check/go-builds.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const BUILD_MS = 300_000; // The first build fetches the packages and compiles Go's own library.
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

const COMPOSE = read('docker-compose.yml');
const IMAGE = read('deploy/Dockerfile');
/** The variables that must be given, as the file itself names them. */
const NEEDED = [...new Set([...COMPOSE.matchAll(/\$\{(\w+):\?/g)].map(([, name]) => name as string))];
const GIVEN = Object.fromEntries(NEEDED.map((name) => [name, 'for-a-test']));

describe("the packages that Docker itself reads with, Compose's loader and BuildKit's parser,", () => {
  const folder = mkdtempSync(join(tmpdir(), 'read-by-docker-'));
  let program: string | undefined;

  /** What the program says of a text; nothing where all is well. */
  const saysOf = (kind: 'compose' | 'image', text: string, args: readonly string[] = [], environment: Readonly<Record<string, string>> = GIVEN): string => {
    const file = join(folder, 'docker-compose.yml');
    writeFileSync(file, text);
    const { status, stderr } = spawnSync(program as string, [kind, file, ...args], { env: { PATH: process.env['PATH'], ...environment }, encoding: 'utf8' });
    expect(status).toBe(stderr === '' ? 0 : 1);
    return stderr;
  };

  beforeAll(() => {
    const built = join(folder, 'read');
    if (goBuilds('.', built, "docker-compose.yml and the Dockerfile by Docker's own packages", join(import.meta.dirname, 'read'))) program = built;
  }, BUILD_MS);
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([[[]], [['kurrentdb']]])('find nothing wrong with docker-compose.yml and the profiles %j', (profiles) => {
    if (program) expect(saysOf('compose', COMPOSE, profiles)).toBe('');
  });

  it('ask for each password, and for the first administrator', () => {
    if (!program) return;
    expect(NEEDED.toSorted()).toEqual(['KEYCLOAK_PASSWORD', 'MONGO_PASSWORD', 'PATTO_ADMINISTRATOR_SUBJECT', 'POSTGRES_PASSWORD']);
    for (const name of NEEDED) {
      const { [name]: _, ...others } = GIVEN;
      expect(saysOf('compose', COMPOSE, [], others)).toContain(`required variable ${name} is missing a value`);
    }
  });

  it.each([
    ['a condition that there is not', 'condition: service_healthy', 'condition: service_well'],
    ['a word that there is not', 'healthcheck: {', 'healthchek: {'],
    ['a volume that nobody declares', 'volumes: [kafka:', 'volumes: [kafak:'],
    ['a service that there is not', '    prepare: {', '    perpare: {'],
    ['a subnet that is none', 'subnet: 172.30.7.0/24', 'subnets: 172.30.7.0/24'],
  ])('find %s in docker-compose.yml', (_, right, wrong) => {
    expect(COMPOSE).toContain(right);
    if (program) expect(saysOf('compose', COMPOSE.replace(right, wrong))).not.toBe('');
  });

  it('find nothing wrong with the image', () => {
    if (program) expect(saysOf('image', IMAGE)).toBe('');
  });

  it.each([
    ['an option that there is not', '--interval=', '--intervall='],
    ['an instruction that there is not', 'ENTRYPOINT [', 'ENTRYPIONT ['],
    ['a stage that is named two ways', 'AS build', 'as Build'],
  ])('find %s in the image', (_, right, wrong) => {
    expect(IMAGE).toContain(right);
    if (program) expect(saysOf('image', IMAGE.replace(right, wrong))).not.toBe('');
  });
});
