/** What has to be met before a field is resolved: what stands on it, on its type, and on what they implement. */
import type { GraphQLDirective, GraphQLField, GraphQLInterfaceType, GraphQLObjectType } from 'graphql';

import type { AuthRequirement } from './requirement.js';
import { readRequirements } from './schema-requirements.js';

/**
 * What each field of the type asks for, and a look-up of the type as an entity: of the type and of its interfaces.
 * @throws TypeError for what looks like a requirement and cannot be read.
 */
export function requirementsOfType(
  directive: GraphQLDirective,
  type: GraphQLObjectType | GraphQLInterfaceType,
): AuthRequirement[] {
  return [type, ...type.getInterfaces()].flatMap((place) => readRequirements(directive, place));
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
