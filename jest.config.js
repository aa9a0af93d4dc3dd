/** Tests run the TypeScript sources in ESM; types are checked by `npm run check`, so ts-jest only transpiles. */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test', '<rootDir>/packages'],
  testMatch: ['**/*.test.ts'],
  // They install what they run, and need more than Node: npm run test:examples, npm run test:hostile.
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/examples/', '<rootDir>/test/hostile/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['ts-jest', { useESM: true, tsconfig: 'tsconfig.json' }] },
  moduleNameMapper: {
    '^@portcullis/guard$': '<rootDir>/packages/guard/src/index.ts',
    '^@portcullis/guard/(express|fetch|graphql|websocket)$': '<rootDir>/packages/guard/src/$1.ts',
    // Its ES build imports JSON in a way that Jest warns of at every file.
    '^libphonenumber-js$': '<rootDir>/node_modules/libphonenumber-js/index.cjs',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  globalSetup: '<rootDir>/test/harness/global-setup.js',
  globalTeardown: '<rootDir>/test/harness/global-teardown.js',
  reporters: [
    'default',
    '<rootDir>/test/harness/log-scan-reporter.js',
    '<rootDir>/test/harness/count-reporter.js',
  ],
  maxWorkers: '100%',
  testTimeout: 30_000,
};
