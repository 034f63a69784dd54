/**
 * Runs one catch-up at a time. Who comes while one runs may have seen more than it will find, so they wait for the one after it, all for the same:
 * one query for each group commit, however many ask.
 */
export const oneAtATime = (run: () => Promise<void>): (() => Promise<void>) => {
  let running: Promise<void> | undefined;
  let following: Promise<void> | undefined;
  const start = (): Promise<void> => {
    running = run().finally(() => {
      running = undefined;
    });
    return running;
  };
  return () => {
    if (following !== undefined) return following;
    if (running === undefined) return start();
    following = running
      .catch(() => {})
      .then(() => {
        following = undefined;
        return start();
      });
    return following;
  };
};
