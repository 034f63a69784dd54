import { type logCreator, logLevel } from 'kafkajs';

/** Where the bus writes its log: what a pino logger can do. */
export interface BusLogger {
  info(about: object, sentence: string): void;
  debug(about: object, sentence: string): void;
}

/**
 * The client's own log, more quietly than the client takes it: it calls a young topic an error, and says dozens of times a second that a broker is
 * away. What it cannot mend by asking again it also throws, and that is told as trouble.
 */
export const quietly =
  (logger: BusLogger): logCreator =>
  () =>
  ({ namespace, level, log: { message, timestamp: _time, logger: _name, ...about } }) =>
    level === logLevel.ERROR ? logger.info({ kafka: namespace, ...about }, message) : logger.debug({ kafka: namespace, ...about }, message);
