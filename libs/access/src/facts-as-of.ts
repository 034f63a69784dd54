import { declarationOfType, type Fact, type FactKind, isAuthorityEffect } from '@patto/contracts';
import type { EventLog } from '@patto/event-store';
import { FactFold } from './fact-fold.ts';

/** The facts that one stream held in force at an instant (RFC 3339), as they stood at a revision of it. */
export const factsAsOf = async (log: Pick<EventLog, 'read'>, stream: string, revision: number, at: string): Promise<readonly Fact[]> => {
  const fold = new FactFold();
  const kinds = new Set<FactKind>();
  for await (const recorded of log.read(stream, { to: revision })) {
    const effects = (declarationOfType(recorded.type)?.effects ?? []).filter(isAuthorityEffect);
    fold.apply(recorded.event, effects);
    fold.moved(stream, recorded.revision);
    for (const effect of effects) kinds.add(effect.authority);
  }
  return [...kinds].flatMap((kind) => fold.find(kind, [], Date.parse(at)));
};
