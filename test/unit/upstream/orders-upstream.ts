/** A schema with something for everybody, and short ways to ask an engine for it. */
import type { Plan } from '../../../src/upstream/engine/plan.js';
import { readUpstreamSchema } from '../../../src/upstream/engine/read-upstream-schema.js';
import type { UpstreamCaller } from '../../../src/upstream/engine/upstream-caller.js';
import {
  createUpstreamEngine,
  type UpstreamEngineOptions,
} from '../../../src/upstream/engine/upstream-engine.js';

const sdl = `
  "What can be asked."
  type Query {
    order(id: ID!): Order
    orders(only: Filter): [Order!]
    node(id: ID!): Node
    found: [Found]
    audit(of: AuditFilter): Audit @auth(roles: [ADMIN])
    mine: Order @auth
    must: Order! @auth
    tree: Tree
  }
  type Mutation { first: Int second: Int @auth third: Int! @auth fourth: Int fifth: Order! }
  type Subscription { orderChanged: Order orderRefunded: Order @auth tick: Int! @auth(roles: [ADMIN]) }
  interface Node { id: ID! label: String }
  type Order implements Node { id: ID! label: String total: Int! @auth margin: Int @auth(roles: [ADMIN]) state: State by: Person }
  type Person implements Node @auth { id: ID! label: String }
  type Audit implements Node @auth(roles: [ADMIN]) { id: ID! label: String entries: [Entry!] level: Level }
  type Entry { text: String }
  type Tree { tree: Tree leaf: Int secret: Int @auth }
  union Found = Order | Tree | Audit
  enum State { OPEN PAID }
  enum Level { SECRET }
  enum Secretive { ONE }
  input Filter { state: State }
  input AuditFilter { level: Level kind: Secretive }
`;

const read = (text: string) =>
  readUpstreamSchema({ name: 'orders', sdl: text, roles: ['USER', 'ADMIN'], permissions: [] });
export const schema = read(sdl);
/** The same as if there were nothing for admins alone. */
export const poorer = read(
  sdl
    .replace(/^.*(audit\(|type Audit|type Entry|enum Level|enum Secretive|input AuditFilter).*$/gm, '')
    .replace(' | Audit', '')
    .replaceAll(/\w+: Int!? @auth\(roles: \[ADMIN\]\)/g, ''),
);
export const nobody: UpstreamCaller = { signedIn: false, because: 'UNAUTHENTICATED' };
export const user: UpstreamCaller = { signedIn: true, roles: ['USER'], permissions: [], verified: true };
export const admin: UpstreamCaller = { ...user, roles: ['ADMIN'] };

export const usual: UpstreamEngineOptions = { onDenied: 'prune', introspection: true, conceal: false };

export function prepare(
  query: string,
  caller = nobody,
  options: Partial<UpstreamEngineOptions> = {},
  request: object = {},
  of = schema,
) {
  const engine = createUpstreamEngine(of, { ...usual, ...options });
  return engine.prepare(
    { query, operationName: undefined, variables: {}, ...request },
    engine.rightsOf(caller),
  );
}

export function planOf(...parameters: Parameters<typeof prepare>): Plan {
  const prepared = prepare(...parameters);
  if (prepared.kind === 'refused') throw new Error(JSON.stringify(prepared.errors));
  return prepared.plan;
}

export function refusalOf(...parameters: Parameters<typeof prepare>) {
  const prepared = prepare(...parameters);
  return prepared.kind === 'refused' ? prepared.errors : 'planned';
}

export const codesOf = (...parameters: Parameters<typeof prepare>) => {
  const errors = refusalOf(...parameters);
  return errors === 'planned' ? errors : errors.map(({ extensions }) => extensions.code);
};

/** As it is sent. */
export const sent = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
