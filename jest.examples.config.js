import base from './jest.config.js';

/** The examples as real processes, one after the other: they build with Go, Maven and pip. */
export default {
  ...base,
  roots: ['<rootDir>/test/examples'],
  testPathIgnorePatterns: ['/node_modules/'],
  maxWorkers: 1,
};
