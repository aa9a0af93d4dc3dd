import { buildSchema } from '@typegoose/typegoose';
import type { Connection, Model, Schema } from 'mongoose';

/**
 * Registers a document class on one connection. Typegoose's own getModelForClass keeps models by name for the
 * whole process, so that two gateways in one process would share the first one's connection.
 */
export function registerModel<T>(connection: Connection, name: string, document: new () => T): Model<T> {
  // Typegoose types its schema for hydrated documents; the class is the document's shape itself.
  return connection.model<T>(name, buildSchema(document) as unknown as Schema<T>);
}
