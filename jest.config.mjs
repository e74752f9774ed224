/** Stories, properties, races and guards on a real PostgreSQL; test/setup/global.mjs starts it and migrates a template database once. */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/libs', '<rootDir>/apps', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts', '**/*.spec.tsx'],
  // The specs in a browser run where one was found: scripts/test.mjs says so in CHROMIUM_PATH.
  testPathIgnorePatterns: ['/node_modules/', '/test/bench/', ...(process.env.CHROMIUM_PATH ? [] : ['/test/browser/'])],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        swcrc: false,
        module: { type: 'es6' },
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', tsx: true, decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, react: { runtime: 'automatic', importSource: 'preact' } },
        },
      },
    ],
  },
  globalSetup: '<rootDir>/test/setup/global.mjs',
  globalTeardown: '<rootDir>/test/setup/teardown.mjs',
  workerIdleMemoryLimit: '700MB',
  testTimeout: 30_000,
};
