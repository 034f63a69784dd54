/**
 * How long an event waits for its checkpoint: 1,000 events a second, at random moments, into a running accountability service.
 *   node tools/launcher/launch.cjs node tools/bench/sealing-delay.ts
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { accountability } from '@patto/accountability';
import { partnerships } from '@patto/partnerships';
import { readSettings, runServices } from '@patto/service-kit';
import { pino } from 'pino';
import { firstEvents } from './events.ts';

const PER_SECOND = 1_000;
const RUN_MS = 20_000;
const LOOK_EVERY_MS = 2; // Far below the delays that are measured.
const SETTLE_MS = 2_000; // Four times what sealing is allowed.

const folder = mkdtempSync(join(tmpdir(), 'patto-sealing-delay-'));
const settings = readSettings({ PATTO_DATA: join(folder, 'data'), PATTO_KEYS: join(folder, 'keys'), PATTO_PORT: '0' });
const onFatal = (error: Error): never => {
  throw error;
};
const running = await runServices([partnerships, accountability], settings, { logger: pino({ level: 'error' }), onFatal });
const checkpoint = join(settings.data, 'ledger', 'events', 'checkpoint');

const committedAt = new Map<number, number>();
const delays: number[] = [];
let sealed = 0;
const look = (): void => {
  const size = Number((existsSync(checkpoint) ? readFileSync(checkpoint, 'utf8') : '').split('\n')[1] ?? 0);
  for (; sealed < size; sealed += 1) delays.push(performance.now() - (committedAt.get(sealed) ?? performance.now()));
};
const record = async (): Promise<void> => {
  for (const { stream, event } of firstEvents(1)) {
    const { position } = await running.world.log.append(stream, 0, [event], { command: event.id });
    committedAt.set(position, performance.now());
  }
};

const appends: Promise<void>[] = [];
const began = performance.now();
const looking = setInterval(look, LOOK_EVERY_MS);
for (let due = began; due < began + RUN_MS; due += (-Math.log(1 - Math.random()) * 1_000) / PER_SECOND) {
  const wait = due - performance.now();
  if (wait > 0) await delay(wait);
  appends.push(record());
}
await Promise.all(appends);
await delay(SETTLE_MS);
clearInterval(looking);
look();
await running.close();
rmSync(folder, { recursive: true });

const sorted = delays.toSorted((a, b) => a - b);
const at = (share: number): number => Math.round(sorted[Math.floor(sorted.length * share)] ?? Number.NaN);
process.stdout.write(
  `${JSON.stringify({ events: appends.length, sealed, p50Ms: at(0.5), p99Ms: at(0.99), longestMs: Math.round(sorted.at(-1) ?? Number.NaN) })}\n`,
);
