import { randomBytes } from 'node:crypto';

/** The run's mongod, with a database that nobody else uses. */
export function freshDatabaseUri(): string {
  const uri = new URL(process.env['TEST_MONGODB_URI'] ?? '');
  uri.pathname = `/t_${randomBytes(6).toString('hex')}`;
  return uri.href;
}
