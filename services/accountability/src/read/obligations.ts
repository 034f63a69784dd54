import '@patto/contracts/comanagement'; // What is owed is declared with the events, so those of every service have to be known before the first is read.
import '@patto/contracts/partnerships';
import '@patto/contracts/persons';
import { less, stored } from '@patto/access';
import { everyEvent, type Stored } from '@patto/read-models';
import { concernsObligations, moved, obligationsIn } from '../register/fold.ts';
import { Obligation } from '../register/obligation.ts';

/** An obligation as it stands: its steps are asked for by themselves. */
export class ObligationView extends less(stored(Obligation, 'obligation'), 'steps') {}

export const inList = ({ steps: _, ...standing }: Stored<Obligation>): ObligationView => standing;

/** The responsibility register: every obligation, folded from what events declare that they do to it, with no code for any type of event. */
export const obligations = everyEvent<Obligation>(
  'obligations',
  3,
  {
    indexes: ['parties', 'holder', 'performer', 'subjects', 'state', 'kind', 'dueAt', 'under', 'stream', 'side', 'waitsFor'],
    keys: (recorded) => (concernsObligations(recorded.type) ? obligationsIn(recorded.event) : []),
  },
  (view, { event, position }, id) => moved(view, event, position, id),
);
