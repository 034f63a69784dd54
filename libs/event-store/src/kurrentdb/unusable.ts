/** The server cannot be used as it is; the message says why and what to do about it. */
export class KurrentUnusable extends Error {
  override readonly name = 'KurrentUnusable';
}
