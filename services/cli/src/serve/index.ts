export { SERVICE_NAMES, serve } from './serve.ts';
