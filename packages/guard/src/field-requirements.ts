/** What has to be met before a field is resolved: what stands on it, on its type, and on what they implement. */
import {
  type GraphQLDirective,
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isInterfaceType,
} from 'graphql';

import type { AuthRequirement } from './requirement.js';
import { readRequirements } from './schema-requirements.js';

/** What each field of the type asks for: of the type and of its interfaces. */
function requirementsOfType(
  directive: GraphQLDirective,
  type: GraphQLObjectType | GraphQLInterfaceType,
): AuthRequirement[] {
  return [type, ...type.getInterfaces()].flatMap((place) => readRequirements(directive, place));
}

/**
 * What a look-up of the type as an entity of a federation asks for. By the name of an interface it may come to any type that implements
 * it, and so asks for what each of them does.
 * @throws TypeError for what looks like a requirement and cannot be read.
 */
export function requirementsOfEntity(
  schema: GraphQLSchema,
  directive: GraphQLDirective,
  type: GraphQLObjectType | GraphQLInterfaceType,
): AuthRequirement[] {
  const types = isInterfaceType(type) ? [type, ...schema.getPossibleTypes(type)] : [type];
  return types.flatMap((each) => requirementsOfType(directive, each));
}

/**
 * All that a field of the type asks for, in the order in which it is judged: what stands on the type comes first.
 * @throws TypeError for what looks like a requirement and cannot be read.
 */
export function requirementsOfField(
  directive: GraphQLDirective,
  type: GraphQLObjectType | GraphQLInterfaceType,
  field: GraphQLField<unknown, never>,
): AuthRequirement[] {
  const declared = type.getInterfaces().flatMap((implemented) => implemented.getFields()[field.name] ?? []);
  const ofField = [field, ...declared].flatMap((place) => readRequirements(directive, place));
  return [...requirementsOfType(directive, type), ...ofField];
}
