/** Exit codes of `patto`, beside those of `verify` and `import`, which say theirs. */
export const EXIT = {
  ok: 0,
  /** What was asked for could not be done; the message says why. */
  failed: 1,
  /** It could not start: a setting, a port, a folder or a key; the message says the remedy. */
  cannotStart: 78,
  /** What it needs was not there in time, as a server that is away or what another service begins with: start again later. */
  notYet: 75,
  /** A write failed while it ran: start again when the disk is well. */
  logStopped: 74,
} as const;
