import { type logCreator, logLevel } from 'kafkajs';

/** Where the bus writes its log: what a pino logger can do. */
export interface BusLogger {
  warn(about: object, sentence: string): void;
  info(about: object, sentence: string): void;
  debug(about: object, sentence: string): void;
}

/** The client says this of every young topic or group, and asks again by itself. */
const IS_YOUNG = /group coordinator is not available|does not host this topic-partition|no leader for this topic-partition/i;

/**
 * The client's own log, one level more quietly than the client takes it: whatever it cannot mend by asking again it also throws, and that is
 * told as trouble.
 */
export const quietly =
  (logger: BusLogger): logCreator =>
  () =>
  ({ namespace, level, log: { message, timestamp: _time, logger: _name, ...about } }) => {
    const told = { kafka: namespace, ...about };
    const said = [message, about['error']].join(' ');
    if (level === logLevel.ERROR && !IS_YOUNG.test(said)) logger.warn(told, message);
    else if (level === logLevel.WARN) logger.info(told, message);
    else logger.debug(told, message);
  };
