/**
 * Loaded into every Node process that the launcher starts. The channel to the launcher closes with it, however it ends,
 * and becomes an ordinary SIGTERM here: whoever stops cleanly on a signal also stops cleanly when the launcher was killed.
 */
const CLEAN_STOP_MS = 10_000; // What is not done by then will not be done; nothing acknowledged depends on it.

if (process.channel) {
  process.once('disconnect', () => {
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), CLEAN_STOP_MS).unref();
    process.kill(process.pid, 'SIGTERM');
  });
  process.channel.unref(); // Listening for its end must not keep a process running that has nothing else to do.
}
