export { devServersCommand } from './command.ts';
