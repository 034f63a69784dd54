import { afterAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..', '..');
const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

interface Violation {
  readonly from: string;
  readonly to: string;
  readonly rule: { readonly name: string };
}

/** What the rules find in a folder: `rule: from`, once each. */
const found = (folder: string): readonly string[] => {
  const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const { stdout, stderr } = spawnSync(process.execPath, [program, '--config', join(root, '.dependency-cruiser.cjs'), '-T', 'json', 'libs', 'services'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024, // The report names every dependency of the repository.
  });
  if (!stdout.startsWith('{')) throw new Error(stderr);
  const { violations } = (JSON.parse(stdout) as { summary: { violations: readonly Violation[] } }).summary;
  return [...new Set(violations.map(({ rule, from }) => `${rule.name}: ${from}`))];
};

const LIBRARIES = ['contracts', 'postgres', 'event-store', 'read-models', 'privacy', 'messaging', 'audit-ledger', 'access', 'service-kit', 'testing'];
const SERVICES = ['persons', 'partnerships', 'comanagement', 'accountability', 'all-in-one', 'cli', 'console'];
const OTHERS = ['class-validator', 'class-transformer', 'jose', 'commander', '@nestjs/common', 'fastify'];

/** A small repository with all packages of ours, and each file importing what it is said to. */
const repository = (files: Readonly<Record<string, readonly string[]>>): string => {
  const folder = mkdtempSync(join(tmpdir(), 'patto-rules-'));
  made.push(folder);
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  const ours = [...LIBRARIES.map((name) => `libs/${name}`), ...SERVICES.map((name) => `services/${name}`)];
  mkdirSync(join(folder, 'node_modules/@patto'), { recursive: true });
  for (const place of ours) {
    const name = `@patto/${place.split('/')[1]}`;
    const subpaths = { './pure': { source: './src/pure/index.ts' }, './engines': { source: './src/engines.ts' } };
    write(`${place}/package.json`, JSON.stringify({ name, exports: { '.': { source: './src/index.ts' }, ...subpaths } }));
    write(`${place}/src/index.ts`, 'export const here = 1;\n');
    symlinkSync(join(folder, place), join(folder, 'node_modules', name));
  }
  write('libs/event-store/src/pure/index.ts', 'export const here = 1;\n');
  write('libs/testing/src/engines.ts', 'export const here = 1;\n');
  for (const name of OTHERS) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, main: 'index.js' }));
    write(`node_modules/${name}/index.js`, 'module.exports = {};\n');
  }
  const dependencies = Object.fromEntries([...OTHERS, ...ours.map((place) => `@patto/${place.split('/')[1]}`)].map((name) => [name, '*']));
  write('package.json', JSON.stringify({ name: 'a-repository', workspaces: ['libs/*', 'services/*'], dependencies }));
  for (const [file, imports] of Object.entries(files)) write(file, `${imports.map((name) => `import '${name}';`).join('\n')}\nexport const made = 1;\n`);
  return folder;
};

/** Each line: the rule that must catch it, the file, and the one import too many. */
const BREACHES: readonly (readonly [string, string, string])[] = [
  ['contracts', 'libs/contracts/src/reads-a-file.ts', 'node:fs'],
  ['contracts', 'libs/contracts/src/knows-the-log.ts', '@patto/event-store'],
  ['postgres', 'libs/postgres/src/knows-contracts.ts', '@patto/contracts'],
  ['event-store', 'libs/event-store/src/knows-nest.ts', '@nestjs/common'],
  ['event-store', 'libs/event-store/src/knows-the-bus.ts', '@patto/messaging'],
  ['read-models', 'libs/read-models/src/knows-the-log.ts', '@patto/event-store'],
  ['privacy', 'libs/privacy/src/knows-nest.ts', '@nestjs/common'],
  ['privacy', 'libs/privacy/src/knows-read-models.ts', '@patto/read-models'],
  ['messaging', 'libs/messaging/src/knows-privacy.ts', '@patto/privacy'],
  ['messaging', 'libs/messaging/src/knows-nest.ts', '@nestjs/common'],
  ['audit-ledger', 'libs/audit-ledger/src/knows-contracts.ts', '@patto/contracts'],
  ['audit-ledger', 'libs/audit-ledger/src/knows-a-package.ts', 'class-validator'],
  ['access', 'libs/access/src/knows-nest.ts', '@nestjs/common'],
  ['access', 'libs/access/src/knows-the-bus.ts', '@patto/messaging'],
  ['service-kit', 'libs/service-kit/src/knows-testing.ts', '@patto/testing'],
  ['testing', 'libs/testing/src/knows-a-service.ts', '@patto/persons'],
  ['testing-is-for-specs', 'libs/read-models/src/knows-testing.ts', '@patto/testing'],
  ['libraries-know-no-service', 'libs/service-kit/src/knows-persons.ts', '@patto/persons'],
  ['aggregate', 'services/persons/src/plan/reads-a-clock.ts', 'node:timers/promises'],
  ['aggregate', 'services/persons/src/plan/knows-the-log.ts', '@patto/event-store'],
  ['aggregate', 'services/persons/src/plan/knows-nest.ts', '@nestjs/common'],
  ['aggregate', 'services/persons/src/plan/knows-another-aggregate.ts', '../need/need.ts'],
  ['aggregate', 'services/persons/src/plan/knows-a-question.ts', '../read/plans.ts'],
  ['read-and-react', 'services/persons/src/read/knows-nest.ts', '@nestjs/common'],
  ['read-and-react', 'services/persons/src/react/knows-another-service.ts', '@patto/partnerships'],
  ['read-and-react', 'services/persons/src/react/knows-the-index.ts', '../index.ts'],
  ['controllers-and-index', 'services/persons/src/plans.controller.ts', '@patto/event-store'],
  ['controllers-and-index', 'services/persons/src/main.ts', '@patto/partnerships'],
  ['all-in-one', 'services/all-in-one/src/knows-nest.ts', '@nestjs/common'],
  ['all-in-one', 'services/all-in-one/src/knows-the-command-line.ts', '@patto/cli'],
  ['cli', 'services/cli/src/knows-persons.ts', '@patto/persons'],
  ['cli', 'services/cli/src/knows-nest.ts', '@nestjs/common'],
  ['dev-servers', 'services/cli/src/dev-servers/knows-given-when-then.ts', '@patto/testing'],
  ['verifier', 'services/cli/src/verify/knows-the-ledger.ts', '@patto/audit-ledger'],
  ['console', 'services/console/src/knows-service-kit.ts', '@patto/service-kit'],
  ['by-name-across-packages', 'libs/access/src/by-path.ts', '../../contracts/src/index.ts'],
  ['no-circle', 'libs/access/src/one.ts', './other.ts'],
  ['resolvable', 'libs/access/src/nowhere.ts', '@patto/nothing'],
];

/** What the table allows, one file of each kind. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  'libs/contracts/src/event.ts': ['class-validator'],
  'libs/event-store/src/log.ts': ['@patto/contracts', 'node:sqlite'],
  'libs/messaging/src/bus.ts': ['@patto/event-store'],
  'libs/audit-ledger/src/hash.ts': ['node:crypto'],
  'libs/access/src/caller.ts': ['@patto/privacy', '@patto/read-models', 'jose'],
  'libs/service-kit/src/run.ts': ['@nestjs/common', 'fastify', '@patto/access', '@patto/audit-ledger'],
  'libs/service-kit/src/run.spec.ts': ['@patto/testing'],
  'services/persons/src/need/need.ts': ['@patto/contracts', '@patto/event-store/pure', 'class-validator'],
  'services/persons/src/need/need.spec.ts': ['@patto/testing', './need.ts'],
  'services/persons/src/read/plans.ts': ['@patto/read-models', '../need/need.ts'],
  'services/persons/src/needs.controller.ts': ['@nestjs/common', '@patto/service-kit', './need/need.ts'],
  'services/all-in-one/src/run.ts': ['@patto/persons', '@patto/service-kit', '@patto/access'],
  'services/cli/src/up.ts': ['@patto/all-in-one', 'commander', './verify/verify.ts'],
  'services/cli/src/verify/verify.ts': ['node:crypto'],
  'services/cli/src/dev-servers/servers.ts': ['@patto/testing/engines', '@patto/all-in-one'],
  'services/console/src/page.ts': ['@patto/contracts'],
};

describe('who may import what', () => {
  const broken = found(
    repository({ ...ALLOWED, ...Object.fromEntries(BREACHES.map(([, file, name]) => [file, [name]])), 'libs/access/src/other.ts': ['./one.ts'] }),
  );

  it.each(BREACHES)('%s: %s must not import %s', (rule, file) => expect(broken).toContain(`${rule}: ${file}`));

  it('allows what the table allows', () => expect(found(repository(ALLOWED))).toEqual([]));

  it('has a breach for each of its rules', async () => {
    const { default: rules } = (await import(join(root, '.dependency-cruiser.cjs'))) as { default: { forbidden: readonly { name: string }[] } };
    expect(rules.forbidden.map(({ name }) => name).filter((name) => !BREACHES.some(([broken]) => broken === name))).toEqual([]);
  });

  it('holds in this repository', () => expect(found(root)).toEqual([]), 60_000);
});
