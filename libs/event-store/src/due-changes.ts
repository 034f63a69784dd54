import { declarationOf, declarationOfType } from '@patto/contracts';
import { aboutOf } from './fold-cache.ts';
import type { Recorded } from './log.ts';
import type { DueChange, DueDates } from './pure/index.ts';

/** The types of the events that set, move or lift these dates. */
export const typesOf = (dates: DueDates): readonly string[] => Object.values(dates.events).map((declared) => declarationOf(declared).type);

/** What events change of these dates, one after another. */
export const dueChangesOf = (dates: DueDates, events: readonly Recorded[]): readonly (DueChange & { readonly stream: string })[] =>
  events.flatMap(({ event, stream, type }) => {
    const changes = dates.changes(declarationOfType(type)?.name ?? type, event.data, { ...aboutOf(event), stream });
    return changes.map(({ key, dueAt }) => ({ stream, key, dueAt: dueAt === undefined ? undefined : new Date(dueAt).toISOString() }));
  });
