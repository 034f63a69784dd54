import { simulates } from './trials.ts';

simulates({ from: 10_001, schedules: 2_000 });
