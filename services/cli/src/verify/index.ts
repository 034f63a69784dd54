/** The verifier. It imports nothing of Patto: who checks must not repeat the mistakes of who writes. */
export { type VerifyCommandOptions, verifyCommand } from './command.ts';
export type { Finding } from './findings.ts';
export { readPolicy, type TrustPolicy } from './policy.ts';
export type { FitsSchema, SchemaOf } from './recorded-log.ts';
export { EXIT_CODES, type LogReport, type Report, type Verdict, type Witnessed } from './report.ts';
export { formatReport } from './report-text.ts';
export { type VerifyOptions, verifyFolder, verifyUrl } from './verify.ts';
export { type BundleReport, verifyBundle } from './verify-bundle.ts';
