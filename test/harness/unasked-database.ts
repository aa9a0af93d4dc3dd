import type mongoose from 'mongoose';

import { until } from './gateway-process.js';

/**
 * Repeats the reads until a turn of them asks for no account and no session. While a busy machine lets the change feed
 * pause, reads do ask the database: that they need not is what is waited for.
 */
export async function untilNothingIsAsked(
  database: mongoose.mongo.Db,
  reads: () => Promise<void>,
): Promise<void> {
  const profile = database.collection('system.profile');
  const about = { ns: { $in: [`${database.databaseName}.users`, `${database.databaseName}.sessions`] } };
  await until('a turn that asks no database', async () => {
    await profile.drop();
    await database.command({ profile: 2 });
    await reads();
    await database.command({ profile: 0 });
    return (await profile.countDocuments(about)) === 0;
  });
}
