import { appendFileSync } from 'node:fs';

/**
 * A test says what this machine cannot do, instead of passing or being skipped in silence: `npm test` names it in its
 * last lines. With `CI=true` it fails the run where `mustRunInCi` says that such a machine is known to have what it takes.
 */
export const couldNotRun = (what: string, why: string, { mustRunInCi = false } = {}): void => {
  const file = process.env['PATTO_NOT_RUN'];
  if (file) appendFileSync(file, `${JSON.stringify({ what, why, mustRunInCi })}\n`);
  else process.stderr.write(`Could not run here: ${what}: ${why}\n`);
};
