import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import ts from 'typescript';

/** A file of the project: its path from the root, and what it says. */
export interface ProjectFile {
  readonly path: string;
  readonly text: string;
}

/** The project's root folder. */
export const ROOT = resolve(import.meta.dirname, '..', '..');

const MADE_OR_BROUGHT = new Set(['node_modules', 'dist', 'coverage', 'data', 'keys']);
const IS_TEXT = /\.(ts|cjs|mjs|js|json|md|yml|css|html)$/;

const walk = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (MADE_OR_BROUGHT.has(entry.name) || entry.name.startsWith('.')) return [];
    return entry.isDirectory() ? walk(join(folder, entry.name)) : [join(folder, entry.name)];
  });

/** Every text file that people write, under the root. */
export const projectFiles = (): readonly ProjectFile[] =>
  walk(ROOT)
    .filter((path) => IS_TEXT.test(path) && !path.endsWith('package-lock.json'))
    .map((path) => ({ path: relative(ROOT, path).replaceAll('\\', '/'), text: readFileSync(path, 'utf8') }));

export const isSource = ({ path }: ProjectFile): boolean => /\.(ts|cjs|mjs|js)$/.test(path);
export const isSpec = ({ path }: ProjectFile): boolean => path.endsWith('.spec.ts');
/** Specs and what serves them alone. */
export const isForTests = ({ path }: ProjectFile): boolean =>
  /\.spec\.ts$|\/(conformance|testing|trials)(\.ts$|\/)/.test(path) || path.startsWith('libs/testing/');

/** Words and rules of a service: every folder of its sources that does not answer questions, react or keep the ledger. */
export const isInAggregate = ({ path }: ProjectFile): boolean =>
  /^services\/[^/]+\/src\/(?!read\/|react\/|ledger\/)[^/]+\//.test(path) && !/^services\/(cli|all-in-one)\//.test(path);

const parsed = new WeakMap<ProjectFile, ts.SourceFile>();

/** The syntax tree of a source. */
export const treeOf = (file: ProjectFile): ts.SourceFile => {
  const known = parsed.get(file);
  if (known) return known;
  const tree = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest, true, file.path.endsWith('.ts') ? ts.ScriptKind.TS : ts.ScriptKind.JS);
  parsed.set(file, tree);
  return tree;
};

/** All nodes of a source of the kind that `is` tells. */
export const nodesOf = <Kind extends ts.Node>(file: ProjectFile, is: (node: ts.Node) => node is Kind): readonly Kind[] => {
  const found: Kind[] = [];
  const visit = (node: ts.Node): void => {
    if (is(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(treeOf(file));
  return found;
};
