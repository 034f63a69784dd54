import { EXIT_CODES, formatReport } from './report.ts';
import { verifyFolder, verifyUrl } from './verify.ts';

export interface VerifyCommandOptions {
  /** Prints the report as JSON. */
  readonly json?: boolean;
  /** The verifier key of the log, as it was given to whoever asks. */
  readonly key?: string;
  /** For a URL: the token of an auditor, who may read entries. */
  readonly token?: string;
}

const PROGRESS_EVERY_MS = 200; // often enough to be seen to move

/**
 * `patto verify <folder or URL>`: prints the report and returns the exit code: 0 everything fits, 1 something does not fit,
 * 2 it fits and there is an unsealed tail, 3 it could not be checked.
 */
export const verifyCommand = async (target: string, { json, key, token }: VerifyCommandOptions = {}): Promise<number> => {
  const options = { onProgress: progress(), ...(key === undefined ? {} : { key }), ...(token === undefined ? {} : { token }) };
  try {
    const report = /^https?:\/\//.test(target) ? await verifyUrl(target, options) : await verifyFolder(target, options);
    process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : formatReport(report));
    return report.exitCode;
  } catch (error) {
    process.stderr.write(`It could not be checked: ${(error as Error).message}\n`);
    return EXIT_CODES['not-checked'];
  }
};

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
