import { conformsAsEventLog } from '../conformance.ts';
import { onAFake } from './trials/on-a-fake.ts';

/** As many as a busy machine does in half a minute, over a socket. */
const interleavings = 500;

conformsAsEventLog('KurrentDB’s client on a served fake that appends to one stream at a time', onAFake({ appendsRecords: false }), { interleavings });
