export * from './affiliation.ts';
export * from './deployment.ts';
export * from './directory.ts';
export * from './dossier.ts';
export * from './mandate.ts';
export * from './organisation.ts';
export * from './pact.ts';
export * from './problems.ts';
