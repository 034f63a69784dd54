import { keepsAllWhatever } from './killed-in-turn.ts';

await keepsAllWhatever('four processes under load, of which one and then the broker are killed', {
  perSecond: 30,
  victims: ['persons', 'kafka'],
  betweenMs: 3_000,
  awayMs: 1_000,
});
