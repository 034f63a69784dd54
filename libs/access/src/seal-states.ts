export const SEAL_STATES = ['recorded', 'sealed', 'witnessed'] as const;
/** How far the evidence of an event reaches: written down, under a signed checkpoint, or under one that enough witnesses cosigned. */
export type SealState = (typeof SEAL_STATES)[number];

/** The state of an event, by its position in the event log. */
export type SealStateOf = (position: number) => SealState;
