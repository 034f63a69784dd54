import { conformsAsEventLog } from '../conformance.ts';
import { onAFake } from './trials/on-a-fake.ts';

/** Twice the calls of one that appends to several streams at once, so half as many. */
const interleavings = 250;
/** The fake answers in the process that asks it, between hundreds of questions and whatever else the machine does. */
const ANSWERS_WITHIN_MS = 60_000;
const fake = onAFake({ appendsRecords: false }, ANSWERS_WITHIN_MS);

conformsAsEventLog('KurrentDB’s client on a served fake that appends to one stream at a time', fake, { interleavings });
