import base from './jest.config.js';

/** What others wrote to break servers, one after the other: it is installed by pip, and loads the machine. */
export default {
  ...base,
  testMatch: ['<rootDir>/test/hostile/*.test.ts', '<rootDir>/test/security/d-protocol.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/.venv/'],
  maxWorkers: 1,
  testTimeout: 300_000,
};
