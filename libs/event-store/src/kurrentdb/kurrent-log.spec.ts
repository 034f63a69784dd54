import { conformsAsEventLog } from '../conformance.ts';
import { onAFake } from './trials/on-a-fake.ts';

/** Each is three appends over a socket, and each append two calls: what a busy machine does in half a minute. */
const interleavings = 1_000;

conformsAsEventLog('KurrentDB’s client on a served fake that appends to several streams at once', onAFake(), { interleavings });
