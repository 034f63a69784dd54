import { afterAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { wordsOf } from './words.ts';

const root = resolve(import.meta.dirname, '..', '..');
const copy = mkdtempSync(join(tmpdir(), 'patto-new-command-'));
afterAll(() => rmSync(copy, { recursive: true, force: true }));

const onNode = (args: readonly string[]) => spawnSync(process.execPath, args, { cwd: copy, encoding: 'utf8' });
const newCommand = (...args: readonly string[]) => onNode([join(root, 'tools/generate/new-command.ts'), ...args]);

/** The sources in a folder of their own, with everything of others linked and everything of ours linked to the copy. */
const copySources = (): void => {
  const isSource = (path: string): boolean => !['node_modules', 'dist'].includes(basename(path)) && !path.endsWith('.spec.ts');
  for (const name of ['libs', 'services']) cpSync(join(root, name), join(copy, name), { recursive: true, filter: isSource });
  for (const name of ['tsconfig.json', 'tsconfig.base.json', 'package.json', 'biome.json']) cpSync(join(root, name), join(copy, name));
  mkdirSync(join(copy, 'node_modules/@patto'), { recursive: true });
  for (const name of readdirSync(join(root, 'node_modules')))
    if (name !== '@patto') symlinkSync(join(root, 'node_modules', name), join(copy, 'node_modules', name));
  for (const group of ['libs', 'services'])
    for (const name of readdirSync(join(copy, group))) symlinkSync(join(copy, group, name), join(copy, 'node_modules/@patto', name));
};

/** Tells what the built service, the register's declarations and the policy know of it. */
const KNOWN = `
  import 'reflect-metadata';
  import { declarations, problemOf } from '@patto/contracts';
  import { DISTRICT } from '@patto/access';
  import { routesOf } from '../../libs/service-kit/dist/routes.js';
  import { partnerships } from '@patto/partnerships';
  const routes = partnerships.controllers.flatMap(routesOf).filter(({ declared }) => declared.name === 'RenewPact');
  const decision = partnerships.decisions.find(({ command }) => command.name === 'RenewPact');
  let refused;
  try { decision.decide(decision.aggregate.initial, { reason: 'done' }, {}); } catch (error) { refused = error.code; }
  console.log(JSON.stringify({
    event: declarations().some(({ type }) => type === 'patto.partnerships.PactRenewed.v1'),
    routes: routes.map(({ method, path }) => method + ' ' + path),
    folded: Object.keys(decision.aggregate.events).includes('PactRenewed'),
    refused, hasPage: problemOf(refused) !== undefined,
    may: DISTRICT.partnerships.commands.RenewPact,
  }));
`;

describe('a new command', () => {
  it('is told by its words: a verb and a noun, and the event in the past', () => {
    expect(wordsOf(['persons', 'plan', 'sign-plan'])).toMatchObject({ command: 'SignPlan', decision: 'signPlan', event: 'PlanSigned' });
    expect(wordsOf(['persons', 'charge', 'take-charge'])).toMatchObject({ event: 'ChargeTaken' });
    expect(wordsOf(['persons', 'plan', 'object-to-plan', 'PlanObjectedTo'])).toMatchObject({ event: 'PlanObjectedTo' });
    expect(() => wordsOf(['persons', 'plan', 'SignPlan'])).toThrow('npm run new:command');
  });

  it('compiles, refuses everything, and is known everywhere with no other change', () => {
    copySources();
    const made = newCommand('partnerships', 'pact', 'renew-pact');
    expect(made.stderr).toBe('');
    expect(made.stdout).toContain('Next:');
    const built = onNode([join(root, 'node_modules/typescript/bin/tsc'), '-b', 'services/partnerships']);
    expect(built.stdout).toBe('');
    writeFileSync(join(copy, 'services/partnerships/known.mjs'), KNOWN);
    const known = onNode([join(copy, 'services/partnerships/known.mjs')]);
    expect(known.stderr).toBe('');
    expect(JSON.parse(known.stdout)).toEqual({
      event: true,
      routes: ['POST /api/v1/pacts/:pact/renew-pact'],
      folded: true,
      refused: 'not-decided-yet',
      hasPage: true,
      may: ['operator'],
    });
    const formatted = onNode([
      join(root, 'node_modules/@biomejs/biome/bin/biome'),
      'format',
      'services/partnerships/src/pact',
      'libs/access/src/policy/district/partnerships.ts',
    ]);
    expect(formatted.status).toBe(0);
  }, 180_000);

  it.each([
    ['persons', 'plan', 'applaud-plan', ':plan/applaud-plan in services/persons/src/plans.controller.ts'],
    ['persons', 'charge', 'praise-charge', ':charge/praise-charge in services/persons/src/charges.controller.ts'],
    ['persons', 'need', 'weigh-need', ':need/weigh-need in services/persons/src/reported-needs.controller.ts'],
    ['partnerships', 'affiliation', 'praise-affiliation', ':affiliation/praise-affiliation in services/partnerships/src/affiliations.controller.ts'],
  ])('of %s %s has its address where those of the aggregate are, whatever else imports from it', (service, aggregate, name, address) => {
    expect(newCommand(service, aggregate, name).stdout).toContain(address);
  });

  it('is not written twice, and says so', () => {
    const before = readFileSync(join(copy, 'libs/access/src/policy/district/partnerships.ts'), 'utf8');
    expect(newCommand('partnerships', 'pact', 'renew-pact').stderr).toContain('is there already');
    expect(newCommand('partnerships', 'nothing', 'renew-pact').stderr).toContain('There is no services/partnerships/src/nothing');
    expect(readFileSync(join(copy, 'libs/access/src/policy/district/partnerships.ts'), 'utf8')).toBe(before);
  });
});
