export { type FitsDeclaration, recordedData } from './recorded-data.ts';
export type { SendAsSystem } from './system.ts';
export { systemActor } from './system.ts';
export { type RunOptions, type Running, runServices } from './run.ts';
export { Act, Ask, Routes, rootRoutesOf, routesOf } from './routes.ts';
export type { Service } from './service.ts';
export { readSettings, type Settings, WrongSettings } from './settings.ts';
export { type ServiceFollower, WORLD, type World } from './world.ts';
