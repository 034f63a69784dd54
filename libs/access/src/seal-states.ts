export const SEAL_STATES = ['recorded', 'sealed', 'witnessed'] as const;
/** How far the evidence of an event reaches: written down, under a signed checkpoint, or under one that enough witnesses cosigned. */
export type SealState = (typeof SEAL_STATES)[number];

/** The state of an event, by its position in the event log. */
export type SealStateOf = (position: number) => SealState;

/** Stands in an answer and in a document for the state of an event, by its position in the log; who asked gets how it stands now. */
export interface StateAt {
  readonly stateAtPosition: number;
  /** The log that it is in: of what happened, or of who read about whom. */
  readonly log: 'events' | 'accesses';
}

/** The state that an event has when the answer goes out. */
export const stateAt = (stateAtPosition: number, log: StateAt['log'] = 'events'): StateAt => ({ stateAtPosition, log });
