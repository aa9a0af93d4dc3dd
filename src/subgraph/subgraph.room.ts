/**
 * The gateway's schema as a subgraph of Apollo Federation 2: other subgraphs refer to a `User` by its id. Owns what federation asks of
 * a subgraph; whom it tells what of an account is decided as everywhere else.
 */
import type { Ground } from '../house/ground.js';
import { createIdentifyResourceServer } from '../resource-servers/identify-resource-server.js';
import type { UsersRoom } from '../users/users.room.js';
import { printSubgraph } from './print-subgraph.js';
import { createResolveEntities, type IsService } from './resolve-entities.js';
import { type RequireSchemaReader, SubgraphResolver } from './subgraph.resolver.js';

export interface SubgraphNeeds {
  readonly ground: Ground;
  readonly users: Pick<UsersRoom, 'users' | 'authorize'>;
}

export function createSubgraphRoom({ ground: { config }, users: { users, authorize } }: SubgraphNeeds) {
  const identify = createIdentifyResourceServer(config.resourceServers ?? []);
  const isService: IsService = (authorization) => identify(authorization) !== undefined;
  const requireSchemaReader: RequireSchemaReader = async (context) => {
    if (config.introspection || isService(context.authorization)) return;
    await authorize(context, { roles: ['ADMIN'], permissions: [], verified: false });
  };
  const resolveEntities = createResolveEntities(users, isService);
  return {
    contributes: { resolvers: [new SubgraphResolver(resolveEntities, requireSchemaReader, printSubgraph)] },
  };
}
