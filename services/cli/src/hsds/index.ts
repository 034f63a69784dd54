export { type ImportOptions, importHsds, type Summary } from './import.ts';
export { type FoundRecord, readHsds, UnreadableInput } from './read.ts';
export { type Notice, Report } from './report.ts';
export { runImport } from './run.ts';
