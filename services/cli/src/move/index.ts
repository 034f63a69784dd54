export { exportCommand, importCommand } from './move.ts';
