import base from './jest.config.js';

process.env['FAULTS'] ??= '7';

/** Each fault of the database once; `FAULTS=100 npm run test:faults` goes through them again and again. */
export default {
  ...base,
  testMatch: ['<rootDir>/test/faults/fail-over.test.ts'],
  maxWorkers: 1,
  testTimeout: 3_600_000,
};
