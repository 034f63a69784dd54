export { SERVICE_NAMES, serve, settingsAlone } from './serve.ts';
