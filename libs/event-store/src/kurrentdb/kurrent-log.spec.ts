import { conformsAsEventLog } from '../conformance.ts';
import { onAFake } from './trials/on-a-fake.ts';

/** Each is three appends over a socket, and each append two calls: what a busy machine does in a quarter of a minute. */
const interleavings = 500;
/** The fake answers in the process that asks it, between hundreds of questions and whatever else the machine does. */
const ANSWERS_WITHIN_MS = 60_000;

conformsAsEventLog('KurrentDB’s client on a served fake that appends to several streams at once', onAFake({}, ANSWERS_WITHIN_MS), { interleavings });
