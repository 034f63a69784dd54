import ts from 'typescript';

const parse = (text: string): ts.SourceFile => ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest, true);

const insert = (text: string, at: number, added: string): string => text.slice(0, at) + added + text.slice(at);

const find = <Kind extends ts.Node>(text: string, is: (node: ts.Node) => node is Kind): Kind | undefined => {
  let found: Kind | undefined;
  const visit = (node: ts.Node): void => {
    if (!found && is(node)) found = node;
    if (!found) ts.forEachChild(node, visit);
  };
  visit(parse(text));
  return found;
};

/** Imports names from a module: into the braces of an import that is there, else on a line of its own after the last one. */
export const withImport = (text: string, name: string, from: string): string => {
  const imports = parse(text).statements.filter(ts.isImportDeclaration);
  const there = imports.find(({ moduleSpecifier, importClause }) => {
    const bindings = importClause?.namedBindings;
    return (
      ts.isStringLiteral(moduleSpecifier) &&
      moduleSpecifier.text === from &&
      bindings &&
      ts.isNamedImports(bindings) &&
      importClause.phaseModifier === undefined
    );
  });
  const bindings = there?.importClause?.namedBindings;
  if (bindings && ts.isNamedImports(bindings)) {
    const { end, hasTrailingComma } = bindings.elements;
    return insert(text, end, hasTrailingComma ? ` ${name},` : `, ${name}`);
  }
  return insert(text, imports.at(-1)?.end ?? 0, `\nimport { ${name} } from '${from}';`);
};

/** Adds a member at the end of the object that a name is declared as, or that a property holds. @throws Error where there is none */
export const withMember = (text: string, name: string, member: string): string => {
  const isIt = (node: ts.Node): node is ts.VariableDeclaration | ts.PropertyAssignment =>
    (ts.isVariableDeclaration(node) || ts.isPropertyAssignment(node)) && node.name.getText() === name;
  const value = find(text, isIt)?.initializer;
  if (!value || !(ts.isObjectLiteralExpression(value) || ts.isArrayLiteralExpression(value))) throw new Error(`There is no list or object named ${name}.`);
  const members = ts.isObjectLiteralExpression(value) ? value.properties : value.elements;
  const comma = members.length > 0 && !members.hasTrailingComma ? ',' : '';
  return insert(text, members.end, `${comma} ${member},`);
};

/** Adds a method at the end of the only class of a file. @throws Error where there is none */
export const withMethod = (text: string, method: string): string => {
  const controller = find(text, ts.isClassDeclaration);
  if (!controller) throw new Error('There is no class.');
  return insert(text, controller.members.end, `\n\n${method}`);
};

/** The name of the constant that is made by a call, as `plan` in `const plan = aggregate(…)`. */
export const madeBy = (text: string, call: string): string | undefined => {
  const isIt = (node: ts.Node): node is ts.VariableDeclaration =>
    ts.isVariableDeclaration(node) && node.initializer !== undefined && ts.isCallExpression(node.initializer) && node.initializer.expression.getText() === call;
  return find(text, isIt)?.name.getText();
};
