import base from './jest.config.js';

/** Two hours on two gateways, by hand: `SOAK_MINUTES=10 npm run test:soak` for a look. */
export default {
  ...base,
  testMatch: ['<rootDir>/test/faults/soak.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  maxWorkers: 1,
  testTimeout: 86_400_000,
};
