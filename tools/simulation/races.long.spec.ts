import { racing } from './racing.ts';

racing({ pairs: 1_000, suspensions: 1_000 });
