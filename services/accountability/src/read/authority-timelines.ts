import '@patto/contracts/partnerships'; // What gives authority is declared with the events, which have to be known before the first is read.
import { everyEvent } from '@patto/read-models';
import { type AuthorityMove, concernsAuthority, movesIn } from '../register/authority-timeline.ts';

interface AuthorityTimeline {
  readonly moves: readonly AuthorityMove[];
}

/** What happened to the authority that obligations rest on, by the pact or mandate that gives it; with no code for any type of event. */
export const authorityTimelines = everyEvent<AuthorityTimeline>(
  'authority-timelines',
  1,
  { keys: ({ type, stream }) => (concernsAuthority(type) ? [stream] : []) },
  (view, { event, position }) => ({ moves: [...(view?.moves ?? []), ...movesIn(event, position)] }),
);
