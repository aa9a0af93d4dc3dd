import base from './jest.config.js';

process.env['FAULTS'] ??= '7';

/** Each fault of the database once; `FAULTS=100 npm run test:faults` goes through them again and again. */
export default {
  ...base,
  testMatch: ['fail-over', 'killed-gateway', 'rolling-restart', 'rolling-upgrade'].map(
    (name) => `<rootDir>/test/faults/${name}.test.ts`,
  ),
  testPathIgnorePatterns: ['/node_modules/'],
  maxWorkers: 1,
  testTimeout: 3_600_000,
};
