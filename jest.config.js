const tsJest = ['ts-jest', { useESM: true, tsconfig: 'tsconfig.json' }];
const here = import.meta.dirname.replaceAll(/[^\w/]/g, '\\$&');
const native = '<rootDir>/test/harness/native-transformer.js';
/** What coverage counts has to pass through Jest. Without it Node loads sources and packages, once a worker. */
const isCoverage = process.argv.some((argument) => argument.startsWith('--coverage'));

/** Tests run the TypeScript sources in ESM; types are checked by `npm run check`, so ts-jest only transpiles. */
export default {
  testEnvironment: isCoverage ? 'node' : '<rootDir>/test/harness/native-environment.js',
  // What a test file was given is Node's own, and is not to be taken to pieces after it.
  testEnvironmentOptions: { globalsCleanup: 'off' },
  roots: ['<rootDir>/test', '<rootDir>/packages'],
  testMatch: ['**/*.test.ts'],
  // They install what they run, and need more than Node: npm run test:examples, npm run test:hostile.
  testPathIgnorePatterns: [
    ...['/node_modules/', '<rootDir>/test/examples/', '<rootDir>/test/hostile/'],
    // They start again and again: npm run test:faults.
    '<rootDir>/test/faults/(killed-gateway|killed-webhooks|overload|rolling-restart|rolling-upgrade|soak).test.ts',
  ],
  extensionsToTreatAsEsm: ['.ts'],
  transform: isCoverage
    ? { '^.+\\.ts$': tsJest }
    : {
        [`^${here}/(src|packages/guard/src)/.+\\.ts$`]: native,
        '/node_modules/.+\\.[cm]?js$': native,
        '^.+\\.ts$': tsJest,
      },
  ...(!isCoverage && { transformIgnorePatterns: ['/node_modules/(@jest/|jest-)'] }),
  moduleNameMapper: {
    '^@portcullis/client$': '<rootDir>/packages/client/src/index.ts',
    '^@portcullis/client/(apollo|email|react|server|svelte|urql|vue)$': '<rootDir>/packages/client/src/$1.ts',
    '^@portcullis/guard$': '<rootDir>/packages/guard/src/index.ts',
    '^@portcullis/guard/(express|fetch|graphql|requirements|websocket)$':
      '<rootDir>/packages/guard/src/$1.ts',
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
  // For what hangs: how busy the machine is decides no verdict.
  testTimeout: 300_000,
};
