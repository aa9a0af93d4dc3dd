/** `@auth` for the GraphQL schema of a resource server, judged by what the access token says. */
import {
  DirectiveLocation,
  GraphQLError,
  type GraphQLResolveInfo,
  GraphQLSchema,
  GraphQLString,
  isEnumType,
} from 'graphql';

import { permit } from './authorize.js';
import type { AccessTokenClaims } from './claims.js';
import { readContextToken } from './context-token.js';
import type { Guard } from './guard.js';
import { createFindCaller } from './operation-caller.js';
import { Refusal } from './refusal.js';
import { type Authorize, createAuthDirective, guardSchema, type GuardSchemaOptions } from './schema-guard.js';
import { roleTypeOf } from './schema-requirements.js';

export interface AuthDirectiveOptions<Context> extends GuardSchemaOptions<Context> {
  /** Names of roles: `typeDefs` then define an enum of them, so that a misspelled role is found at start. Default: String. */
  readonly roles?: readonly string[];
  /** Name of the enum; without `roles` one that your schema defines. Default Role. */
  readonly roleType?: string;
  /** The token of a request; default: see `readContextToken`. */
  readonly token?: (context: Context) => string | undefined | Promise<string | undefined>;
}

export interface AuthDirective<Context> {
  /** The definition of the directive (and the enum), for schema-first schemas. */
  readonly typeDefs: string;
  /**
   * Guards the schema, in place; call it last, since a resolver that is set later is not guarded.
   * @throws TypeError for `@auth` where it would guard nothing or cannot be read.
   */
  transform(schema: GraphQLSchema): GraphQLSchema;
  /**
   * What the caller's token says; undefined without one.
   * @param info of the resolver that asks: the token is then judged once for the whole operation, and else anew.
   * @throws GraphQLError TOKEN_EXPIRED, TOKEN_INVALID, UNAVAILABLE.
   */
  claims(context: Context, info?: GraphQLResolveInfo): Promise<AccessTokenClaims | undefined>;
}

export function authDirective<Context = object>(
  guard: Guard,
  options: AuthDirectiveOptions<Context> = {},
): AuthDirective<Context> {
  const findCaller = createFindCaller(guard, options.token ?? readContextToken);
  return {
    typeDefs: printTypeDefs(options),
    transform(schema) {
      const complete = withDirective(schema);
      const nameOf = roleNames(complete);
      const authorize: Authorize<Context> = async (context, { roles, ...others }, info) => {
        try {
          const claims = await findCaller(context, info);
          if (claims === undefined) throw new Refusal('UNAUTHENTICATED');
          permit(claims, { roles: roles.map(nameOf), ...others });
        } catch (error) {
          throw toGraphQLError(error);
        }
      };
      return guardSchema(complete, authorize, options);
    },
    async claims(context, info) {
      try {
        return await findCaller(context, info);
      } catch (error) {
        throw toGraphQLError(error);
      }
    },
  };
}

function printTypeDefs<Context>({ roles, roleType }: AuthDirectiveOptions<Context>): string {
  const name = roleType ?? (roles === undefined ? 'String' : 'Role');
  const places = 'OBJECT | INTERFACE | FIELD_DEFINITION';
  const asked = `roles: [${name}!] = [], permissions: [String!] = [], verified: Boolean = false`;
  const directive = `directive @auth(${asked}) on ${places}`;
  return roles === undefined ? directive : `${directive}\nenum ${name} { ${roles.join(' ')} }`;
}

/** For schemas of code alone, which say what they ask in extensions. */
function withDirective(schema: GraphQLSchema): GraphQLSchema {
  const found = schema.getDirective('auth');
  const isOurs = ['roles', 'verified'].every((name) => found?.args.some((arg) => arg.name === name));
  if (found && !isOurs) throw new TypeError("The schema's @auth has no `roles` and `verified`.");
  if (found) return schema;
  const role = schema.getType('Role');
  const { OBJECT, INTERFACE, FIELD_DEFINITION } = DirectiveLocation;
  const directive = createAuthDirective(isEnumType(role) ? role : GraphQLString, [
    OBJECT,
    INTERFACE,
    FIELD_DEFINITION,
  ]);
  const config = schema.toConfig();
  return new GraphQLSchema({ ...config, directives: [...config.directives, directive] });
}

/** Tokens hold names of roles; the schema's enum may have values of its own. */
function roleNames(schema: GraphQLSchema): (value: string) => string {
  const directive = schema.getDirective('auth');
  const type = directive && roleTypeOf(directive);
  return isEnumType(type) ? (value) => type.serialize(value) ?? value : (value) => value;
}

function toGraphQLError(error: unknown): unknown {
  if (!(error instanceof Refusal)) return error;
  const { code, details, message } = error;
  // Without the cause: Yoga masks an error that stems from one that is not GraphQL's.
  return new GraphQLError(message, { extensions: { code, ...details } });
}
