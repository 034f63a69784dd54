import { Rejection } from '@patto/contracts';

/** What cannot be read now is a no: nothing is shown or written. Keeps the cause for the log of refusals. */
export const unavailable = (cause: unknown): never => {
  if (cause instanceof Rejection && cause.code === 'authority-unavailable') throw cause;
  throw Object.assign(new Rejection('authority-unavailable', 'It cannot be established now who may do this; nothing was shown or written.'), { cause });
};
