export { witnessesBeside } from './beside.ts';
export { witnessCommand } from './command.ts';
export { type RunningWitness, runWitness, type WitnessOptions } from './server.ts';
