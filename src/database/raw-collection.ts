import type { Model, mongo } from 'mongoose';

import { repeatUnsent } from './repeat-unsent.js';

/**
 * The driver's collection behind a model, for the few operations that every request pays for: mongoose's casting
 * costs as much CPU there as the rest of the request. Filters are built from typed values only, never from input.
 * What certainly was not sent is sent once more (repeat-unsent.ts).
 */
export function rawCollection<T extends object>(model: Model<T>): mongo.Collection<T> {
  return new Proxy<object>(model.collection, repeating) as mongo.Collection<T>;
}

type Operation = (this: object, ...given: unknown[]) => unknown;

const cursorMakers: ReadonlySet<string | symbol> = new Set(['find', 'aggregate']);
const operations: ReadonlySet<string | symbol> = new Set([
  ...['findOne', 'findOneAndUpdate', 'findOneAndDelete', 'countDocuments'],
  ...['insertOne', 'updateOne', 'updateMany', 'deleteOne', 'deleteMany', 'bulkWrite'],
]);

const repeating: ProxyHandler<object> = {
  get(collection, name) {
    const member: unknown = Reflect.get(collection, name, collection);
    if (typeof member !== 'function') return member;
    const call = (given: unknown[]) => (member as Operation).apply(collection, given);
    if (operations.has(name))
      return (...given: unknown[]) => repeatUnsent(() => call(given) as Promise<unknown>);
    if (cursorMakers.has(name)) return (...given: unknown[]) => repeatToArray(call(given) as Cursor);
    return (...given: unknown[]) => call(given);
  },
};

interface Cursor {
  toArray(): Promise<unknown>;
  rewind(): void;
}

/** Whoever goes from document to document is told of the failure. */
function repeatToArray(cursor: Cursor): Cursor {
  const toArray = cursor.toArray.bind(cursor);
  cursor.toArray = () =>
    repeatUnsent(() => {
      cursor.rewind();
      return toArray();
    });
  return cursor;
}
