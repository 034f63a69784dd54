import { dirname, join } from 'node:path';
import ts from 'typescript';
import { isForTests, isSource, nodesOf, type ProjectFile } from './files.ts';

interface Package {
  readonly name?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const OURS = '@patto/';

const isCallTo =
  (name: string) =>
  (node: ts.Node): node is ts.CallExpression =>
    ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === name;
const isRejection = (node: ts.Node): node is ts.NewExpression => ts.isNewExpression(node) && node.expression.getText() === 'Rejection';

const declaredCodes = (files: readonly ProjectFile[]): ReadonlySet<string> =>
  new Set(
    files
      .filter(isSource)
      .flatMap((file) => nodesOf(file, isCallTo('problems')))
      .flatMap(({ arguments: [declared] }) => (declared && ts.isObjectLiteralExpression(declared) ? declared.properties : []))
      .flatMap(({ name }) => (name && (ts.isIdentifier(name) || ts.isStringLiteral(name)) ? [name.text] : [])),
  );

/** Codes that sources refuse with and that no `problems({…})` declares: they would have no page. */
export const codesWithoutPage = (files: readonly ProjectFile[]): readonly string[] => {
  const declared = declaredCodes(files);
  return files
    .filter((file) => isSource(file) && !isForTests(file))
    .flatMap((file) => nodesOf(file, isRejection).map(({ arguments: said }) => ({ file, code: said?.[0] })))
    .flatMap(({ file, code }) => (code && ts.isStringLiteralLike(code) && !declared.has(code.text) ? [`${file.path}: ${code.text}`] : []));
};

const packagesIn = (files: readonly ProjectFile[]): readonly (readonly [string, Package])[] =>
  files.filter(({ path }) => path.endsWith('package.json')).map(({ path, text }) => [dirname(path), JSON.parse(text) as Package]);

/** Packages whose tsconfig.json refers to others than those of ours that their package.json depends on: the build would miss a change, or a circle. */
export const referencesThatDiffer = (files: readonly ProjectFile[]): readonly string[] => {
  const packages = packagesIn(files);
  const folderOf = new Map(packages.map(([folder, { name }]) => [name, folder]));
  return packages.flatMap(([folder, { dependencies = {} }]) => {
    const config = files.find(({ path }) => path === `${folder}/tsconfig.json`);
    if (!config || folder === '.') return [];
    const { references = [] } = ts.parseConfigFileTextToJson(config.path, config.text).config as { references?: readonly { path: string }[] };
    const referred = references.map(({ path }) => join(folder, path)).sort();
    const needed = Object.keys(dependencies)
      .filter((name) => name.startsWith(OURS))
      .map((name) => folderOf.get(name) ?? name)
      .sort();
    return String(referred) === String(needed) ? [] : [`${folder}: tsconfig.json has ${referred.join(', ')}; package.json needs ${needed.join(', ')}`];
  });
};

/** Packages of others that docs/dependencies.md gives no reason for. */
export const dependenciesWithoutReason = (files: readonly ProjectFile[]): readonly string[] => {
  const reasons = files.find(({ path }) => path === 'docs/dependencies.md')?.text ?? '';
  const all = packagesIn(files).flatMap(([, { dependencies, devDependencies, optionalDependencies }]) =>
    Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies }),
  );
  return [...new Set(all)].filter((name) => !name.startsWith(OURS) && !reasons.includes(`\`${name}\``)).sort();
};
