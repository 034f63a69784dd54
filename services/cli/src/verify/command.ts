import { readFile } from 'node:fs/promises';
import { readPolicy, type TrustPolicy } from './policy.ts';
import type { SchemaOf } from './recorded-log.ts';
import { EXIT_CODES } from './report.ts';
import { formatBundleReport, formatReport } from './report-text.ts';
import { verifyBundle } from './verify-bundle.ts';
import { type VerifyOptions, verifyFolder, verifyUrl } from './verify.ts';

export interface VerifyCommandOptions {
  /** Prints the report as JSON. */
  readonly json?: boolean;
  /** The verifier key of the log of events, as it was given to whoever asks. */
  readonly key?: string;
  /** The same for the log of accesses. */
  readonly accessesKey?: string;
  /** The file of a policy: whose cosignatures count. */
  readonly policy?: string;
  /** Files of checkpoints that were kept from before. */
  readonly since?: readonly string[];
  /** For a URL: the token of an auditor, who may read entries. */
  readonly token?: string;
  /** The declared schemas of events. */
  readonly schemaOf?: SchemaOf;
}

const PROGRESS_EVERY_MS = 200; // often enough to be seen to move

/**
 * `patto verify <folder, URL or evidence bundle>`: prints the report and returns the exit code: 0 everything fits, 1 something does not fit,
 * 2 it fits and there is a tail that is not sealed or not witnessed, 3 it could not be checked.
 */
export const verifyCommand = async (target: string, { json, policy, since = [], ...given }: VerifyCommandOptions = {}): Promise<number> => {
  try {
    const kept = await Promise.all(since.map(async (file) => ({ file, note: await readFile(file, 'utf8') })));
    const options: VerifyOptions = { ...given, kept, onProgress: progress(), ...(policy === undefined ? {} : { policy: await policyIn(policy) }) };
    if (target.endsWith('.zip')) {
      const bundle = await verifyBundle(target, options);
      process.stdout.write(json ? `${JSON.stringify(bundle, null, 2)}\n` : formatBundleReport(bundle));
      return bundle.exitCode;
    }
    const report = /^https?:\/\//.test(target) ? await verifyUrl(target, options) : await verifyFolder(target, options);
    process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : formatReport(report));
    return report.exitCode;
  } catch (error) {
    process.stderr.write(`It could not be checked: ${(error as Error).message}\n`);
    return EXIT_CODES['not-checked'];
  }
};

const policyIn = async (file: string): Promise<TrustPolicy> => readPolicy(await readFile(file, 'utf8'));

/** Shows on a terminal how far the check has come, on one line that is gone at the end. */
const progress = () => {
  let shown = Date.now();
  return (checked: number, of: number): void => {
    if (!process.stderr.isTTY) return;
    if (checked === of) process.stderr.write('\r\u001b[K');
    else if (Date.now() - shown > PROGRESS_EVERY_MS) {
      shown = Date.now();
      process.stderr.write(`\r  ${checked} of ${of} entries`);
    }
  };
};
