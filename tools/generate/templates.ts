import type { Words } from './words.ts';

/** The declaration of the event. */
export const eventText = ({ service, event }: Words, category: string): string => `
/** Say here what happened, in one sentence of the office. */
@Event('${service}.${category}', { version: 1 })
export class ${event} {
  @IsCode() readonly reason!: string;
}
`;

/** What the declaration of the event needs. */
export const EVENT_IMPORTS: readonly (readonly [string, string])[] = [
  ['Event', '../event.ts'],
  ['IsCode', '../fields.ts'],
];

/** The file of the command: it compiles and refuses everything. */
export const commandText = (
  { service, command, decision, event }: Words,
  category: string,
  aggregateFile: string,
): string => `import { type Id, IsCode, IsId, Rejection } from '@patto/contracts';
import { ${event} } from '@patto/contracts/${service}';
import { decides, event } from '@patto/event-store/pure';
import { ${category} } from './${aggregateFile}';

/** Say here who does it and what follows, in one sentence of the office. */
export class ${command} {
  @IsId('${category}') readonly ${category}!: Id<'${category}'>; // from the path
  @IsCode() readonly reason!: string;
}

/** When it is allowed: until somebody says so, never. */
const isAllowed = (): boolean => false;

export const ${decision} = decides(${category}, ${command}, (_, { reason }) => {
  if (!isAllowed()) throw new Rejection('not-decided-yet', 'Nobody has said yet when this is allowed.');
  return [event(${event}, { reason })];
});
`;

/** A line of the controller. */
export const routeText = ({ command, decision }: Words, path: string): string => `  @Post('${path}') ${decision}(@Act(${command}) act: Act<${command}>) {
    return this.decide(act);
  }`;

/** What remains to be done by a person. */
export const nextSteps = (
  words: Words,
  files: { readonly command: string; readonly contract: string; readonly controller: string; readonly path: string },
): string => `
Next:
  1. ${files.contract}: give ${words.event} the members that say what happened, and its effect on obligations or authority, if any.
  2. ${files.command}: write the rules, each refusal with its own code (declared in libs/contracts/src/${words.service}/problems.ts),
     and a test for each beside it, as given(…).when(${words.decision}, …).isRejected('…').
  3. Fold ${words.event} where decisions need to know of it, name its path after the act (now ${files.path} in ${files.controller}),
     and say in libs/access/src/policy/district/${words.service}.ts who may send it (now operators).
`;
