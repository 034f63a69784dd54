import { simulates } from './trials.ts';

simulates({ from: 1, schedules: 60 });
