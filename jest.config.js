/** Tests run the TypeScript sources in ESM; types are checked by `npm run check`, so ts-jest only transpiles. */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test', '<rootDir>/packages'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['ts-jest', { useESM: true, tsconfig: 'tsconfig.json' }] },
  moduleNameMapper: {
    '^@portcullis/guard$': '<rootDir>/packages/guard/src/index.ts',
    '^@portcullis/guard/graphql$': '<rootDir>/packages/guard/src/graphql.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  globalSetup: '<rootDir>/test/harness/global-setup.ts',
  globalTeardown: '<rootDir>/test/harness/global-teardown.ts',
  reporters: ['default', '<rootDir>/test/harness/count-reporter.js'],
  testTimeout: 30_000,
};
