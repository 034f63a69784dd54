import { keepsAllWhatever } from './killed-in-turn.ts';

await keepsAllWhatever('four processes under load, of which one, the broker and the database are killed in turn', {
  perSecond: 30,
  victims: ['persons', 'kafka', 'postgres'],
  betweenMs: 3_000,
  awayMs: 1_000,
});
