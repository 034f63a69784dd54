import type { Broken } from './deployment.ts';

/** What is other than usual in a schedule. */
export interface Unusual {
  readonly broken?: Broken;
  readonly isCalm?: boolean;
}

/** How a schedule goes: so many steps before everything is let come to rest; the likelihood of each, the rest are followers; and that a death is chosen ahead. */
export interface Weather {
  readonly steps: number;
  readonly likely: { readonly act: number; readonly deliver: number; readonly time: number; readonly again: number; readonly crash: number };
}
/** Processes die, and what was not told yet comes late. */
export const STORMY: Weather = { steps: 80, likely: { act: 0.2, deliver: 0.3, time: 0.05, again: 0.05, crash: 0.06 } };
/** Nobody dies and many act: what is looked for is in the order of the acts. */
export const CALM: Weather = { steps: 150, likely: { act: 0.5, deliver: 0.25, time: 0.02, again: 0.01, crash: 0 } };
