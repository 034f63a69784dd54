/**
 * One service in a process of its own, as `patto serve` runs it, whose clock and work a test moves: it hears `{ id, ask, now? }` and answers `{ id, value }`.
 *   node told-child.ts persons
 */
import { services, start } from '@patto/all-in-one';
import { readSettings } from '@patto/service-kit';
import type { Asked } from './processes.ts';

const [name = ''] = process.argv.slice(2);
const { PATTO_TEST_NOW: begins } = process.env;
let now = begins === undefined ? undefined : Number(begins);
const settings = readSettings(process.env, { service: name, port: 0 });
const started = await start(settings, {
  only: services.filter((service) => service.name === name),
  clock: () => now ?? Date.now(),
  onFatal: (error) => {
    process.stderr.write(`${name}: ${error.message}\n`);
    process.exit(74);
  },
});
const url = await started.listen();

const answers: Readonly<Record<Asked['ask'], () => Promise<unknown>>> = {
  idle: () => started.idle(),
  head: () => started.world.log.head(),
  tick: () => started.tick(),
  nextDue: () => started.nextDue(),
  move: async () => undefined,
  close: async () => started.close(),
};
process.on('message', async ({ id, ask, to }: Asked) => {
  if (ask === 'move') now = to;
  const came = await answers[ask]().then(
    (value) => ({ id, value }),
    (error: Error) => ({ id, error: `${name}: ${error.stack}` }),
  );
  process.send?.(came);
  if (ask === 'close') process.disconnect?.();
});
process.send?.({ ready: url, organisation: started.organisation });
