import type { By, Id } from '@patto/contracts';
import type { Call } from './act.ts';

/** The one id that natural parts have in a deployment. */
export type IdFor = <Category extends string>(category: Category, ...parts: readonly string[]) => Id<Category>;

/**
 * Ids from the deployment's secret: the same for the same parts, and to be told from them by nobody else.
 * @param deriveUuid makes a uuid by HMAC under that secret
 */
export const idFrom =
  (deriveUuid: (...parts: readonly string[]) => string): IdFor =>
  (category, ...parts) =>
    `${category}-${deriveUuid('id', category, ...parts)}`;

/** The stream that a call is about. */
export const streamOf = ({ decision, command, commandId }: Call, by: By, idFor: IdFor): string => {
  const { category } = decision.aggregate;
  if (decision.stream === 'new') return idFor(category, 'command', commandId);
  if (!decision.stream) return (command as Record<string, string>)[category] as string;
  return 'of' in decision.stream ? decision.stream.of(command, { by }) : idFor(category, 'one-per', decision.stream.onePer(command, { by }));
};

/** Ids of what one command makes within its stream, a new one each time; the same ones when it is decided again. */
export const newIds = (commandId: string, idFor: IdFor) => {
  let next = 0;
  return <Category extends string>(category: Category): Id<Category> => {
    next += 1;
    return idFor(category, 'within', commandId, String(next));
  };
};
