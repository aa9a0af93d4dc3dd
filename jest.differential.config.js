import base from './jest.config.js';

process.env['DIFFERENTIAL'] ??= '1000';

/** Of `npm test` the first of them; `DIFFERENTIAL=5000 npm run test:differential` goes further. */
export default {
  ...base,
  testMatch: ['<rootDir>/test/unit/upstream/differential.test.ts'],
  maxWorkers: 1,
  testTimeout: 3_600_000,
};
