import { EXIT } from '../exit.ts';
import { runWitness, type WitnessOptions } from './server.ts';

/** `patto witness`: watches logs and cosigns what is consistent with what it saw, until it is told to stop. */
export const witnessCommand = async (options: WitnessOptions): Promise<number> => {
  const { promise: stopped, resolve: stop } = Promise.withResolvers<void>();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop());
  try {
    const running = await runWitness(options);
    process.stdout.write(`ready=${running.url}\nkey=${running.verifierKey}\nml-dsa-44=${running.lastingKey}\n`);
    await stopped;
    await running.close();
    return EXIT.ok;
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    return EXIT.cannotStart;
  }
};
