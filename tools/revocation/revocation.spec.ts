import { interleaves } from './trials.ts';

interleaves(60);
