export { type RunningWitness, runWitness, type WitnessOptions } from './server.ts';
