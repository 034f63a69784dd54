import { interleaves } from './trials.ts';

interleaves(1_250); // Eight kinds of authority: 10,000 interleavings.
