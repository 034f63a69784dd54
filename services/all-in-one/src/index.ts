export { type HistoryItem, inSentences, ledgerPlace, policyFile } from '@patto/accountability';
export { bootstrap, DEVELOPMENT_ADMINISTRATOR, NotADeployment } from './bootstrap.ts';
export { developmentToken } from './development-token.ts';
export { firstScreen } from './first-screen.ts';
export { rotateDeploymentKeys } from './rotate-keys.ts';
export { exportLog, importLog, LOG_NAMES, type LogName, type Progress } from './move.ts';
export { type Seeded, seed, storyBegins } from './seed.ts';
export { services } from './services.ts';
export { CannotStart, refuseBusyPort, type Started, type StartOptions, start } from './start.ts';
