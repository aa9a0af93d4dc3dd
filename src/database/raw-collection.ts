import type { Model, mongo } from 'mongoose';

/**
 * The driver's collection behind a model, for the few operations that every request pays for: mongoose's casting
 * costs as much CPU there as the rest of the request. Filters are built from typed values only, never from input.
 */
export function rawCollection<T extends object>(model: Model<T>): mongo.Collection<T> {
  return model.collection as unknown as mongo.Collection<T>;
}
