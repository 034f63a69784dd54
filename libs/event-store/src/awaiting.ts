import { ActAwaited, ActCalledOff, ActConfirmed, type Id, later, type PersonId } from '@patto/contracts';
import type { Act, Authorised, Done } from './act.ts';
import { type Context, type Decided, event } from './pure/index.ts';

/** How long an act waits to be confirmed: time for a visit, short enough that whoever confirms remembers what was said. */
const WAITS_FOR = 'P30D';

/**
 * What is recorded of what was decided. An act that waits for others was decided to see whether it can be at all, and only that it
 * waits is recorded; confirmed by the last of them it is decided anew, on what stands then.
 */
export const recordedOf = ({ decision, command }: Act, { awaits, settles }: Authorised, decided: readonly Decided[], context: Context): readonly Decided[] => {
  if (settles) {
    const { act, person, as, words } = settles;
    if (as === 'called-off') return [event(ActCalledOff, { act, person, ...(words !== undefined && { words }) })];
    const confirmed = event(ActConfirmed, { act, person, awaits: settles.awaits });
    return settles.awaits.length > 0 ? [confirmed] : [confirmed, ...decided];
  }
  if (!awaits || decided.length === 0) return decided;
  const { person, by, kind } = awaits;
  return [
    event(ActAwaited, {
      act: context.newId('act'),
      command: decision.command.name,
      kind,
      person,
      awaits: by,
      until: later(context.now, WAITS_FOR),
      content: command,
    }),
  ];
};

/** What is answered where it was only recorded that the act waits. */
export const awaitedIn = ({ act, awaits }: { readonly act?: unknown; readonly awaits?: unknown }): Pick<Done, 'awaited'> => ({
  awaited: { act: act as Id<'act'>, by: awaits as readonly PersonId[] },
});
