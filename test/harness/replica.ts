import type { TestGateway } from './gateway.js';

/** The settings of another process of the same service. */
export const replicaOf = ({ databaseUri, url }: TestGateway) => ({
  MONGODB_URI: databaseUri,
  PUBLIC_URL: url.replace('127.0.0.1', 'localhost'),
});
