import type { Path } from './effects.ts';
import { type CloudEvent, partyOf } from './envelope.ts';

/** A value at a path such as `holder`, `subjects.0`. */
export const valueAt = (data: unknown, path: string): unknown => {
  let value = data;
  for (const step of path.split('.')) value = (value as Record<string, unknown> | undefined)?.[step];
  return value;
};

/** Where an effect looks up what it names: one item of its `each`, then the event's data, then the event itself. */
export interface EffectPlace {
  readonly event: CloudEvent;
  readonly item?: unknown;
}

/** The places at which an effect happens: one for each item of its list, or the event alone. */
export const placesOf = (event: CloudEvent, each: Path | undefined): readonly EffectPlace[] => {
  if (each === undefined) return [{ event }];
  const items = valueAt(event.data, each) ?? [];
  return (Array.isArray(items) ? items : [items]).map((item: unknown) => ({ event, item }));
};

/** What stands at a path there; `$stream`, `$party` and `$time` are of the event, `$nothing` is `null`. Nothing where the event does not say it. */
export const lookUp = ({ event, item }: EffectPlace, path: Path): unknown => {
  if (path === '$stream') return event.subject;
  if (path === '$party') return partyOf(event.data.by);
  if (path === '$time') return event.time;
  if (path === '$nothing') return null;
  const ofItem = typeof item === 'object' && item !== null ? valueAt(item, path) : undefined;
  return ofItem ?? valueAt(event.data, path);
};
