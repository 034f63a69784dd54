import { basename } from 'node:path';
import ts from 'typescript';
import { isForTests, isInAggregate, isSource, isSpec, nodesOf, type ProjectFile } from './files.ts';

/** A rule over one file. */
export interface FileRule {
  /** As a sentence about the file. */
  readonly says: string;
  readonly holdsFor: (file: ProjectFile) => boolean;
  /** What breaks it in this file, shown as it stands there. */
  readonly findings: (file: ProjectFile) => readonly string[];
}

const MOST_LINES = 199; // What a person reads top to bottom in one go.
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const VAGUE = /(^|[/.-])(common|shared|utils?|helpers?|misc)(?=[/.-]|$)/;
const UNFINISHED = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X'].join('|')})\\b`, 'g');
const CLOCKS_AND_CHANCE = /^(Date\.now|Math\.random|performance|process|crypto|fetch|setTimeout|setInterval|setImmediate|Temporal\.Now)\b/;
const MOCKS = /^jest\.(mock|doMock|unstable_mockModule|spyOn|fn)$/;
const NOT_RUN = /^((it|test|describe)\.(skip|only|todo|failing)|xit|fit|xdescribe|fdescribe|xtest)\b/;
const A_MACHINE = /(?<![\w.~*-])\/(home|Users|work|root)\/[\w.-]+|\bregistry\.[a-z]+js\.org/g;
const FEWEST_WORDS = 2; // What the test describes is the subject; a verb alone says too little of it.

const everySource = isSource;
const shown = (node: ts.Node): string => node.getText().split('\n')[0] ?? '';
const matches = (file: ProjectFile, pattern: RegExp): readonly string[] => file.text.match(pattern) ?? [];
const isUnderTest = ({ path }: ProjectFile): boolean => path.startsWith('tools/tidy/');

const isCallOf =
  (pattern: RegExp) =>
  (node: ts.Node): node is ts.PropertyAccessExpression | ts.Identifier =>
    (ts.isPropertyAccessExpression(node) || ts.isIdentifier(node)) && pattern.test(node.getText()) && !ts.isPropertyAccessExpression(node.parent);

const isDoubleCast = (node: ts.Node): node is ts.AsExpression => ts.isAsExpression(node) && ts.isAsExpression(node.expression);
/** A list of things of different types needs it once; the line above then says so and why. */
const isExcused = (node: ts.Node): boolean => {
  const source = node.getSourceFile();
  const { line } = source.getLineAndCharacterOfPosition(node.getStart());
  return /biome-ignore lint\/suspicious\/noExplicitAny: ./.test(source.text.split('\n')[line - 1] ?? '');
};
const isAny = (node: ts.Node): node is ts.Node => node.kind === ts.SyntaxKind.AnyKeyword && !isExcused(node);
const isChoice = (node: ts.Node): node is ts.Node => ts.isIfStatement(node) || ts.isConditionalExpression(node) || ts.isSwitchStatement(node);
const isOtherThrow = (node: ts.Node): node is ts.ThrowStatement => ts.isThrowStatement(node) && /^new (?!Rejection\()/.test(node.expression.getText());
const isNow = (node: ts.Node): node is ts.Node =>
  (ts.isNewExpression(node) && node.expression.getText() === 'Date' && (node.arguments?.length ?? 0) === 0) ||
  (ts.isPropertyAccessExpression(node) && CLOCKS_AND_CHANCE.test(node.getText())) ||
  (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && CLOCKS_AND_CHANCE.test(node.expression.text));

/** The title of a test, where it is written as text. */
const titleOf = (call: ts.CallExpression): string | undefined => {
  const [title] = call.arguments;
  return title && ts.isStringLiteralLike(title) ? title.text : undefined;
};
const isTest = (node: ts.Node): node is ts.CallExpression => ts.isCallExpression(node) && /^(it|test)(\.each\b.*)?$/s.test(node.expression.getText());
/** A title that rows fill in is as much of a sentence as its rows make it. */
const isSentence = (title: string): boolean => /[%$]\w/.test(title) || (title.split(/\s+/).length >= FEWEST_WORDS && !/^should\b/.test(title));

const isRejection = (node: ts.Node): node is ts.NewExpression => ts.isNewExpression(node) && node.expression.getText() === 'Rejection';
const isForAPerson = (sentence: string): boolean => /^\p{Lu}/u.test(sentence) && /[.?]$/.test(sentence);

/** The rules that look at one file at a time. */
export const fileRules: readonly FileRule[] = [
  {
    says: 'is under 200 lines',
    holdsFor: everySource,
    findings: ({ text }) => (text.trimEnd().split('\n').length > MOST_LINES ? [`${text.trimEnd().split('\n').length} lines`] : []),
  },
  {
    says: 'is named in kebab-case, folders too',
    holdsFor: everySource,
    findings: ({ path }) => {
      const name = basename(path).replace(/(\.long)?(\.spec|\.controller|\.config)?\.(ts|cjs|mjs|js)$/, '');
      return [...path.split('/').slice(0, -1), name].filter((part) => !KEBAB.test(part) && !part.startsWith('.'));
    },
  },
  { says: 'has no vague name', holdsFor: everySource, findings: ({ path }) => path.match(VAGUE)?.slice(2, 3) ?? [] },
  { says: 'leaves nothing for later', holdsFor: () => true, findings: (file) => matches(file, UNFINISHED) },
  { says: 'names no machine that it was written on', holdsFor: (file) => !isUnderTest(file), findings: (file) => matches(file, A_MACHINE) },
  { says: 'has no type that allows anything, or says why', holdsFor: everySource, findings: (file) => nodesOf(file, isAny).map((node) => shown(node.parent)) },
  { says: 'casts nothing twice', holdsFor: everySource, findings: (file) => nodesOf(file, isDoubleCast).map(shown) },
  {
    says: 'decides nothing, being a controller',
    holdsFor: ({ path }) => path.endsWith('.controller.ts'),
    findings: (file) => nodesOf(file, isChoice).map(shown),
  },
  {
    says: 'says no with a Rejection alone, being an aggregate',
    holdsFor: (file) => isInAggregate(file) && !isForTests(file),
    findings: (file) => nodesOf(file, isOtherThrow).map(shown),
  },
  {
    says: 'takes time and chance as data, being an aggregate',
    holdsFor: (file) => isInAggregate(file) && !isForTests(file),
    findings: (file) => nodesOf(file, isNow).map(shown),
  },
  {
    says: 'refuses in sentences',
    holdsFor: (file) => isSource(file) && !isForTests(file),
    findings: (file) =>
      nodesOf(file, isRejection).flatMap(({ arguments: said }) => {
        const sentence = said?.[1];
        return sentence && ts.isStringLiteralLike(sentence) && !isForAPerson(sentence.text) ? [sentence.text] : [];
      }),
  },
  { says: 'mocks nothing of ours', holdsFor: isSpec, findings: (file) => nodesOf(file, isCallOf(MOCKS)).map(shown) },
  { says: 'skips no test in silence', holdsFor: isSpec, findings: (file) => nodesOf(file, isCallOf(NOT_RUN)).map(shown) },
  {
    says: 'names its tests in sentences',
    holdsFor: isSpec,
    findings: (file) => nodesOf(file, isTest).flatMap((call) => [titleOf(call)].filter((title) => title !== undefined && !isSentence(title)) as string[]),
  },
];
