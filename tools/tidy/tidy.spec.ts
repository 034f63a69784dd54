import { describe, expect, it } from '@jest/globals';
import { fileRules } from './file-rules.ts';
import { type ProjectFile, projectFiles } from './files.ts';
import { codesWithoutPage, dependenciesWithoutReason, referencesThatDiffer } from './project-rules.ts';

const files = projectFiles();
const file = (path: string, text = ''): ProjectFile => ({ path, text });

/** For each rule of one file, files that break it. */
const BREACHES: Readonly<Record<string, readonly ProjectFile[]>> = {
  'is under 200 lines': [file('libs/a/src/long.ts', 'x;\n'.repeat(200))],
  'is named in kebab-case, folders too': [file('libs/a/src/signPlan.ts'), file('libs/a/src/signPlan/plan.ts'), file('libs/a/src/sign_plan.ts')],
  'has no vague name': [file('libs/common/src/a.ts'), file('libs/a/src/date-utils.ts'), file('services/a/src/shared/b.ts'), file('libs/a/src/helpers.ts')],
  'leaves nothing for later': [file('docs/a.md', `${'TO'}${'DO'}: mend`)],
  'names no machine that it was written on': [file('docs/a.md', 'see /home/maria/notes'), file('tools/a.cjs', "open('/work/a')")],
  'has no type that allows anything, or says why': [file('libs/a/src/a.ts', 'const a: any = 1;'), file('libs/a/src/a.ts', 'f(b as any[]);')],
  'casts nothing twice': [file('libs/a/src/a.ts', 'const a = b as unknown as string;')],
  'decides nothing, being a controller': [
    file('services/a/src/plans.controller.ts', 'if (a) b();'),
    file('services/a/src/plans.controller.ts', 'const a = b ? 1 : 2;'),
    file('services/a/src/plans.controller.ts', 'switch (a) { case 1: b(); }'),
  ],
  'says no with a Rejection alone, being an aggregate': [file('services/a/src/plan/sign.ts', "throw new Error('No.');")],
  'takes time and chance as data, being an aggregate': [
    file('services/a/src/plan/sign.ts', 'const a = Date.now();'),
    file('services/a/src/plan/sign.ts', 'const a = new Date();'),
    file('services/a/src/plan/sign.ts', 'const a = Math.random();'),
    file('services/a/src/plan/sign.ts', 'const a = process.env;'),
  ],
  'refuses in sentences': [file('libs/a/src/a.ts', "throw new Rejection('not-found', 'nothing here');")],
  'mocks nothing of ours': [file('libs/a/src/a.spec.ts', "jest.mock('./log.ts');"), file('libs/a/src/a.spec.ts', 'const a = jest.fn();')],
  'skips no test in silence': [
    file('libs/a/src/a.spec.ts', "it.skip('is never run by anyone', () => {});"),
    file('libs/a/src/a.spec.ts', "xit('is never run', f);"),
  ],
  'names its tests in sentences': [file('libs/a/src/a.spec.ts', "it('works', () => {});"), file('libs/a/src/a.spec.ts', "it('should do what it should', f);")],
};

describe('every file', () => {
  it.each(fileRules)('$says', ({ says, holdsFor, findings }) => {
    const broken = files.filter(holdsFor).flatMap((one) => findings(one).map((found) => `${one.path}: ${found}`));
    expect({ rule: says, broken }).toEqual({ rule: says, broken: [] });
  });
});

describe('a tidy rule', () => {
  it.each(fileRules)('that a file $says catches the file that breaks it', ({ says, holdsFor, findings }) => {
    const breaches = BREACHES[says] ?? [];
    expect(breaches.length).toBeGreaterThan(0);
    for (const breach of breaches)
      expect([breach.path, breach.text, holdsFor(breach) && findings(breach).length > 0]).toEqual([breach.path, breach.text, true]);
  });
});

describe('all files together', () => {
  it('give every refusal a page', () => expect(codesWithoutPage(files)).toEqual([]));

  it('are caught with a refusal that has no page', () =>
    expect(
      codesWithoutPage([file('libs/a/src/a.ts', "problems({ known: {}, 'known-too': {} }); new Rejection('known', ''); new Rejection('made-up', '');")]),
    ).toEqual(['libs/a/src/a.ts: made-up']));

  it('build what they depend on', () => expect(referencesThatDiffer(files)).toEqual([]));

  it('are caught with a dependency that is not built', () =>
    expect(
      referencesThatDiffer([
        file('libs/a/package.json', '{"name":"@patto/a"}'),
        file('libs/b/package.json', '{"name":"@patto/b","dependencies":{"@patto/a":"*"}}'),
        file('libs/b/tsconfig.json', '{"references":[]}'),
      ]),
    ).toHaveLength(1));

  it('give a reason for every dependency', () => expect(dependenciesWithoutReason(files)).toEqual([]));

  it('are caught with a dependency without a reason', () =>
    expect(dependenciesWithoutReason([file('package.json', '{"dependencies":{"left-pad":"1"}}'), file('docs/dependencies.md', '`right-pad`')])).toEqual([
      'left-pad',
    ]));
});
