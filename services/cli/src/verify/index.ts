/** The verifier. It imports nothing of Patto: who checks must not repeat the mistakes of who writes. */
export { type VerifyCommandOptions, verifyCommand } from './command.ts';
export { EXIT_CODES, type Finding, formatReport, type Report, type Verdict } from './report.ts';
export { type VerifyOptions, verifyFolder, verifyUrl } from './verify.ts';
