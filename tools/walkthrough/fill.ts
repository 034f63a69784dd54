import ts from 'typescript';

/** Reads a source by its path from the root. */
export type ReadSource = (path: string) => string;

/** `<!-- code: path#name -->`, or `path#Class.member`, and the block of code that stands under it. */
const PLACE = /<!-- code: (\S+?)#(\S+) -->\n```ts\n[\s\S]*?```/g;

const namesOf = (node: ts.Node): readonly string[] => {
  if (ts.isVariableStatement(node)) return node.declarationList.declarations.map(({ name }) => name.getText());
  const { name } = node as ts.Node & { readonly name?: ts.Node };
  return name ? [name.getText()] : [];
};

const childNamed = (parent: ts.Node, name: string): ts.Node | undefined => {
  let found: ts.Node | undefined;
  ts.forEachChild(parent, (child) => {
    if (!found && namesOf(child).includes(name)) found = child;
  });
  return found;
};

/** A declaration as it stands in a source, with the comment above it. @throws Error where there is none of this name */
export const declaration = (text: string, path: string, name: string): string => {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const node = name.split('.').reduce<ts.Node | undefined>((parent, part) => parent && childNamed(parent, part), source);
  if (!node) throw new Error(`${path} declares no ${name}; the walkthrough shows it.`);
  const start = ts.getLeadingCommentRanges(text, node.getFullStart())?.at(-1)?.pos ?? node.getStart();
  const { line } = source.getLineAndCharacterOfPosition(start);
  const from = source.getPositionOfLineAndCharacter(line, 0);
  const indent = /^ */.exec(text.slice(from))?.[0] ?? '';
  return text.slice(from, node.getEnd()).replaceAll(`\n${indent}`, '\n').slice(indent.length);
};

/** The page with every block of code as its source has it now. */
export const filled = (page: string, read: ReadSource): string =>
  page.replace(PLACE, (_, path: string, name: string) => `<!-- code: ${path}#${name} -->\n\`\`\`ts\n${declaration(read(path), path, name)}\n\`\`\``);
