import { randomBytes } from 'node:crypto';

/** Of the run's mongod. */
export function databaseUri(name: string): string {
  const uri = new URL(process.env['TEST_MONGODB_URI'] ?? '');
  uri.pathname = `/${name}`;
  return uri.href;
}

/** A database that nobody else uses. */
export function freshDatabaseUri(): string {
  return databaseUri(`t_${randomBytes(6).toString('hex')}`);
}
