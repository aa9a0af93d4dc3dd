import type { Model, mongo } from 'mongoose';

/**
 * For many writes at once within a transaction, whose time limit they have. The driver (7.2) refuses them on a collection that has a
 * limit by itself, as all have by the client. Ask for it when it is needed: before the connection is opened there is none.
 */
export function bulkCollection<T extends object>({ db, collection }: Model<T>): mongo.Collection<T> {
  const withoutLimit: object = { timeoutMS: undefined };
  return db.getClient().db(db.name, withoutLimit).collection<T>(collection.name);
}
