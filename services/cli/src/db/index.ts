export { prepareCommand, type PrepareOptions } from './prepare.ts';
