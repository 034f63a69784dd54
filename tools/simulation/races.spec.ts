import { racing } from './racing.ts';

racing({ pairs: 30, suspensions: 150 });
