import type { EventLog, Position, Recorded } from '@patto/event-store';
import { fold, type ReadModel, type Stored } from '@patto/read-models';
import { Invalid } from './schemas.ts';

/** Which position `?asOf=` means: an instant is the last position recorded by then. @throws Invalid */
export const positionAsOf = async (log: EventLog, asOf: string): Promise<Position> => {
  const head = await log.head();
  if (/^\d{1,15}$/.test(asOf)) {
    if (Number(asOf) > head) throw new Invalid('invalid-parameter', [{ pointer: '/asOf', detail: 'The log has not come to this position yet.' }]);
    return Number(asOf);
  }
  const instant = /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/.test(asOf) ? Date.parse(asOf) : Number.NaN;
  if (Number.isNaN(instant)) throw new Invalid('invalid-parameter', [{ pointer: '/asOf', detail: 'It must be an RFC 3339 instant or a position.' }]);
  return log.positionAt(instant);
};

/** One document as it stood at a position, folded from the log as it is. */
export const documentAsOf = async <View extends object>(
  log: EventLog,
  model: ReadModel<View>,
  id: string,
  position: Position,
): Promise<Stored<View> | undefined> => {
  const events: Recorded[] = [];
  const touches = (recorded: Recorded) => recorded.position <= position && model.keys(recorded).includes(id);
  for await (const recorded of log.read(id)) if (touches(recorded)) events.push(recorded);
  // A document that is not named after one stream is fed by several: then all events of its types have to be looked at.
  if (events.length === 0) {
    for await (const recorded of log.readAll(model.types ? { types: model.types } : {})) {
      if (recorded.position > position) break;
      if (touches(recorded)) events.push(recorded);
    }
  }
  return fold(model, events).get(id);
};
