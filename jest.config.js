/** The slow tier is apart: soaks, kill loops and simulations at scale, named `*.long.spec.ts`. */
const isLong = process.env.TEST_TIER === 'long';

/** Jest runs the TypeScript sources through SWC as ES modules; `source` makes our packages resolve to them. */
export default {
  testMatch: [`<rootDir>/{libs,services,tools}/**/*${isLong ? '.long' : ''}.spec.ts`],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', ...(isLong ? [] : ['\\.long\\.spec\\.ts$'])],
  modulePathIgnorePatterns: ['/dist/'],
  extensionsToTreatAsEsm: ['.ts'],
  testEnvironment: 'node',
  testSequencer: '<rootDir>/tools/launcher/shares.cjs',
  testTimeout: 30_000, // Machines are shared and noisy: a test that needs longer says so.
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  setupFiles: ['reflect-metadata'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2024',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: false, useDefineForClassFields: true },
          keepClassNames: true,
        },
        module: { type: 'es6' },
      },
    ],
  },
};
