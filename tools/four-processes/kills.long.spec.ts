import { keepsAllWhatever } from './killed-in-turn.ts';

await keepsAllWhatever('four processes under fifty commands a second, of which each, the broker and the database are killed in turn', {
  perSecond: 50,
  victims: ['persons', 'partnerships', 'comanagement', 'accountability', 'kafka', 'postgres'],
  betweenMs: 10_000,
  awayMs: 3_000,
});
