import { keepsAllWhatever } from './killed-in-turn.ts';

await keepsAllWhatever('four processes under fifty commands a second, of which each, the broker and both databases are killed in turn', {
  perSecond: 50,
  victims: ['persons', 'partnerships', 'comanagement', 'accountability', 'kafka', 'mongo', 'postgres'],
  betweenMs: 10_000,
  awayMs: 3_000,
});
