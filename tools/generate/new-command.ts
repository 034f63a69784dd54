import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { madeBy, withImport, withMember, withMethod } from './edit.ts';
import { commandText, EVENT_IMPORTS, eventText, nextSteps, routeText } from './templates.ts';
import { type Words, wordsOf } from './words.ts';

const MOST_LINES_WITH_EVENT = 190; // The tidy test allows 199; an event takes a few.

/** Adds a command with its event to an aggregate, everywhere where it has to be known. */
const addCommand = (root: string, words: Words): string => {
  /** Nothing is written before all of it is known to fit. */
  const changed = new Map<string, string>();
  const read = (file: string): string => changed.get(file) ?? readFileSync(join(root, file), 'utf8');
  const write = (file: string, text: string): void => {
    changed.set(file, text);
  };
  const edit = (file: string, change: (text: string) => string): void => write(file, change(read(file)));
  const sourcesIn = (folder: string): readonly string[] => {
    if (!existsSync(join(root, folder))) throw new Error(`There is no ${folder}.`);
    return readdirSync(join(root, folder))
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
      .map((name) => `${folder}/${name}`);
  };
  const one = (files: readonly string[], what: string, is: (text: string) => boolean): string => {
    const found = files.find((file) => is(read(file)));
    if (!found) throw new Error(`There is no ${what}.`);
    return found;
  };

  const { service, aggregate, kebab, command, decision, event } = words;
  const folder = `services/${service}/src`;
  const commandFile = `${folder}/${aggregate}/${kebab}.ts`;
  if (existsSync(join(root, commandFile))) throw new Error(`${commandFile} is there already.`);
  const aggregateFile = one(sourcesIn(`${folder}/${aggregate}`), `aggregate in ${folder}/${aggregate}`, (text) => madeBy(text, 'aggregate') !== undefined);
  const category = madeBy(read(aggregateFile), 'aggregate') as string;
  const importing = sourcesIn(folder).filter((file) => read(file).includes('@Controller(') && read(file).includes(`'./${aggregate}/`));
  const addresses = (file: string): string[] =>
    [...read(file).matchAll(new RegExp(`@(?:Get|Post)\\('([^']*:${category})\\b`, 'g'))].map(([, place]) => place as string);
  // Several may import from one aggregate: the lines of a plan have a controller of their own. Most addresses of the aggregate are in its own one.
  const [controller] = importing.toSorted((a, b) => addresses(b).length - addresses(a).length);
  if (!controller) throw new Error(`There is no controller that imports from ./${aggregate}/.`);

  const contracts = sourcesIn(`libs/contracts/src/${service}`);
  const declared = contracts.filter((file) => read(file).includes(`@Event('${service}.${category}'`));
  if (declared.length === 0) throw new Error(`No event of ${service}.${category} is declared in libs/contracts/src/${service}.`);
  if (contracts.some((file) => read(file).includes(`class ${event} `))) throw new Error(`The event ${event} is declared already; name another one.`);
  const contract = declared.find((file) => read(file).split('\n').length <= MOST_LINES_WITH_EVENT) ?? `libs/contracts/src/${service}/${category}-${kebab}.ts`;
  if (!declared.includes(contract)) {
    write(contract, '');
    edit(`libs/contracts/src/${service}/index.ts`, (text) => `${text}export * from './${category}-${kebab}.ts';\n`);
  }
  const imported = (text: string, name: string): boolean => new RegExp(`import [^;]*\\b${name}\\b[^;]*;`).test(text);
  edit(
    contract,
    (text) => EVENT_IMPORTS.reduce((sofar, [name, from]) => (imported(sofar, name) ? sofar : withImport(sofar, name, from)), text) + eventText(words, category),
  );

  write(commandFile, commandText(words, category, aggregateFile.split('/').at(-1) as string));
  edit(aggregateFile, (text) =>
    withMember(withMember(withImport(text, event, `@patto/contracts/${service}`), 'events', event), 'evolve', `${event}: (${category}) => ${category}`),
  );
  edit(`${folder}/index.ts`, (text) => withMember(withImport(text, decision, `./${aggregate}/${kebab}.ts`), 'decisions', decision));
  const place = addresses(controller)[0] ?? `:${category}`;
  edit(controller, (text) => withMethod(withImport(text, command, `./${aggregate}/${kebab}.ts`), routeText(words, `${place}/${kebab}`)));
  edit(`libs/access/src/policy/district/${service}.ts`, (text) => withMember(text, 'commands', `${command}: ['operator']`));

  for (const [file, text] of changed) writeFileSync(join(root, file), text);
  const biome = resolve(import.meta.dirname, '../../node_modules/@biomejs/biome/bin/biome');
  spawnSync(process.execPath, [biome, 'format', '--write', ...changed.keys()], { cwd: root, stdio: 'ignore' });
  return nextSteps(words, { command: commandFile, contract, controller, path: `${place}/${kebab}` });
};

try {
  console.log(addCommand(process.cwd(), wordsOf(process.argv.slice(2))));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
