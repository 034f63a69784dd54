export { exportCommand, importCommand, MOVABLE } from './move.ts';
