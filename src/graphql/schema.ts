/**
 * Assembles the schema: the rooms' resolvers, the roles of this deployment, the @auth directive and the guard
 * behind it. What is guarded is read off the directive, never written a second time.
 */
import { createAuthDirective, guardSchema } from '@portcullis/guard/graphql';
import { GraphQLEnumType, GraphQLSchema, type GraphQLSchemaConfig } from 'graphql';
import { buildSchema } from 'type-graphql';

import { AccountResolver } from '../account/account.resolver.js';
import { AdministrationResolver } from '../administration/administration.resolver.js';
import { UserListResolver } from '../administration/user-list.resolver.js';
import { AuditResolver } from '../audit/audit.resolver.js';
import { CredentialsResolver } from '../credentials/credentials.resolver.js';
import { FederationResolver } from '../federation/federation.resolver.js';
import { MailLinksResolver } from '../mail-links/mail-links.resolver.js';
import { SecondFactorResolver } from '../second-factor/second-factor.resolver.js';
import { SessionsResolver } from '../sessions/sessions.resolver.js';
import { UserSessionsResolver } from '../sessions/user-sessions.resolver.js';
import { FederatedResolver } from '../sign-in/federated.resolver.js';
import { SignInResolver } from '../sign-in/sign-in.resolver.js';
import { authorize } from '../users/authorize.js';
import { UsersResolver } from '../users/users.resolver.js';
import { withRoles } from './roles.js';

const resolvers = [
  UsersResolver,
  SessionsResolver,
  UserSessionsResolver,
  CredentialsResolver,
  SecondFactorResolver,
  MailLinksResolver,
  SignInResolver,
  FederationResolver,
  FederatedResolver,
  AccountResolver,
  AdministrationResolver,
  UserListResolver,
  AuditResolver,
] as const;
export type ResolverInstances = readonly InstanceType<(typeof resolvers)[number]>[];

/** The schema without its guard: for printing and for the pages that show it. */
export async function assembleSchema(
  roles: readonly string[],
  instances: ResolverInstances,
): Promise<GraphQLSchema> {
  const built = withRoles(await buildFromRooms(instances), roles);
  const role = built.getType('Role');
  if (!(role instanceof GraphQLEnumType)) throw new TypeError('The schema has no Role.');
  const config = built.toConfig();
  describeRoots(config);
  return new GraphQLSchema({ ...config, directives: [...config.directives, createAuthDirective(role)] });
}

/** type-graphql gathers the root types from all resolvers, and so has no place to describe them. */
function describeRoots({ query, mutation }: Pick<GraphQLSchemaConfig, 'query' | 'mutation'>): void {
  if (query) query.description = 'What can be asked. It changes nothing, and may be asked again at any time.';
  if (mutation)
    mutation.description =
      'What can be done, in the order written; one document proves who somebody is once at most.';
}

export async function createSchema(
  roles: readonly string[],
  instances: ResolverInstances,
): Promise<GraphQLSchema> {
  return guardSchema(await assembleSchema(roles, instances), authorize);
}

function buildFromRooms(instances: ResolverInstances): Promise<GraphQLSchema> {
  return buildSchema({
    resolvers: [...resolvers],
    container: { get: (resolver) => instances.find((instance) => instance instanceof resolver) },
    // Input is judged by the use cases, which tell every failing field at once.
    validate: false,
  });
}
