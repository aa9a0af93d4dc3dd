import { describe, expect, it } from '@jest/globals';
import {
  type AuthRequirement,
  createAuthDirective,
  guardSchema,
  readRequirement,
} from '@portcullis/guard/graphql';
import {
  buildSchema,
  execute,
  GraphQLEnumType,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
  parse,
  printSchema,
  subscribe,
  type TypeDefinitionNode,
} from 'graphql';

interface Caller {
  readonly roles: readonly string[];
  readonly verified: boolean;
  /** What was asked of this caller. */
  readonly asked: AuthRequirement[];
}

const callerWith = (roles: readonly string[], verified = false): Caller => ({ roles, verified, asked: [] });
const user = () => callerWith(['USER']);

async function authorize(caller: Caller | undefined, requirement: AuthRequirement): Promise<void> {
  caller?.asked.push(requirement);
  if (caller === undefined) throw new Error('UNAUTHENTICATED');
  const { roles, verified } = requirement;
  if (roles.length > 0 && !roles.some((role) => caller.roles.includes(role))) throw new Error('FORBIDDEN');
  if (verified && !caller.verified) throw new Error('UNVERIFIED');
}

const sdl = `
  directive @auth(roles: [Role!] = [], verified: Boolean = false) on OBJECT | FIELD_DEFINITION
  enum Role { USER ADMIN }
  type Secret @auth(roles: [ADMIN]) { plain: String strict: String @auth(verified: true) }
  type Query {
    open: String
    mine: String @auth
    editors: String @auth(roles: [USER, ADMIN])
    admins: String @auth(roles: [ADMIN], verified: true)
    secret: Secret
    item: Item
  }
  type Item { name: String }
  extend type Item @auth { price: String }
  type Subscription { ticks: String @auth quiet: String }
`;

/** A guarded schema whose resolvers note that they ran, and who asks it. */
function guarded() {
  const ran: string[] = [];
  const schema = guardSchema(buildSchema(sdl), authorize);
  const fields = ['open', 'mine', 'editors', 'admins', 'secret', 'item'].map((name) => [
    name,
    () => ran.push(name) && note(name),
  ]);
  const note = (name: string) => {
    if (name === 'secret')
      return { plain: () => ran.push('plain') && 'plain', strict: () => ran.push('strict') && 'strict' };
    return name === 'item' ? { name: () => ran.push('name') && 'name' } : name;
  };
  const rootValue = Object.fromEntries(fields) as object;
  async function ask(query: string, contextValue?: Caller) {
    const { data, errors = [] } = await execute({ schema, document: parse(query), rootValue, contextValue });
    return {
      data: JSON.parse(JSON.stringify(data)) as unknown,
      refused: errors.map(({ path, message }) => `${path?.join('.') ?? ''}: ${message}`),
    };
  }
  return { schema, ran, ask };
}

describe('guardSchema: @auth on a field', () => {
  it('lets whoever passes through to the resolver', async () => {
    const { ask, ran } = guarded();
    expect(await ask('{ mine editors }', user())).toEqual({
      data: { mine: 'mine', editors: 'editors' },
      refused: [],
    });
    expect(ran).toEqual(['mine', 'editors']);
  });

  it.each<[string, string, Caller | undefined]>([
    ['{ mine }', 'mine: UNAUTHENTICATED', undefined],
    ['{ editors }', 'editors: FORBIDDEN', callerWith(['GUEST'])],
    ['{ admins }', 'admins: FORBIDDEN', callerWith(['USER'], true)],
    ['{ admins }', 'admins: UNVERIFIED', callerWith(['ADMIN'])],
  ])('refuses %s with %s, and its resolver is not called', async (query, refusal, caller) => {
    const { ask, ran } = guarded();
    expect((await ask(query, caller)).refused).toEqual([refusal]);
    expect(ran).toEqual([]);
  });

  it('refuses under an alias, in a fragment and beside open fields, which are answered', async () => {
    const { ask, ran } = guarded();
    const { data, refused } = await ask('{ open ...F } fragment F on Query { a: mine b: mine }');
    expect(data).toEqual({ open: 'open', a: null, b: null });
    expect(refused).toEqual(['a: UNAUTHENTICATED', 'b: UNAUTHENTICATED']);
    expect(ran).toEqual(['open']);
  });

  it('tells what the directive asks, with its defaults', async () => {
    const { ask } = guarded();
    const admin = callerWith(['ADMIN'], true);
    await ask('{ mine admins }', admin);
    expect(admin.asked).toEqual([
      { roles: [], permissions: [], verified: false },
      { roles: ['ADMIN'], permissions: [], verified: true },
    ]);
  });
});

describe('guardSchema: @auth on a type', () => {
  it('guards each of its fields, and not the field that leads to it', async () => {
    const { ask, ran } = guarded();
    const { data, refused } = await ask('{ secret { plain strict } }', user());
    expect(data).toEqual({ secret: { plain: null, strict: null } });
    expect(refused).toEqual(['secret.plain: FORBIDDEN', 'secret.strict: FORBIDDEN']);
    expect(ran).toEqual(['secret']);
  });

  it('asks for both where it stands on a field as well', async () => {
    const { ask, ran } = guarded();
    const admin = callerWith(['ADMIN']);
    expect((await ask('{ secret { plain strict } }', admin)).refused).toEqual(['secret.strict: UNVERIFIED']);
    expect(ran).toEqual(['secret', 'plain']);
    expect((await ask('{ secret { strict } }', callerWith(['USER'], true))).refused).toEqual([
      'secret.strict: FORBIDDEN',
    ]);
    expect((await ask('{ secret { strict } }', callerWith(['ADMIN'], true))).refused).toEqual([]);
  });

  it('counts on an extension of the type, too', async () => {
    const { ask, ran } = guarded();
    expect((await ask('{ item { name price } }')).refused).toEqual([
      'item.name: UNAUTHENTICATED',
      'item.price: UNAUTHENTICATED',
    ]);
    expect(ran).toEqual(['item']);
  });
});

describe('guardSchema: what is not guarded', () => {
  it('is left as it was', async () => {
    const { schema, ask } = guarded();
    expect(await ask('{ open __typename __schema { queryType { name } } }')).toMatchObject({ refused: [] });
    expect(schema.getQueryType()?.getFields()['open']?.resolve).toBeUndefined();
    expect(printSchema(schema)).toBe(printSchema(buildSchema(sdl)));
  });
});

describe('guardSchema: subscriptions', () => {
  it('refuses before anything is subscribed to', async () => {
    const { schema } = guarded();
    let subscribed = 0;
    async function* ticks() {
      subscribed += 1;
      yield { ticks: 'tick' };
    }
    const watch = (contextValue?: Caller) =>
      subscribe({ schema, document: parse('subscription { ticks }'), rootValue: { ticks }, contextValue });
    expect(await watch()).toMatchObject({ errors: [{ message: 'UNAUTHENTICATED' }] });
    expect(subscribed).toBe(0);
    const events = (await watch(user())) as AsyncGenerator;
    expect(JSON.stringify((await events.next()).value)).toBe('{"data":{"ticks":"tick"}}');
    await events.return(undefined);
  });
});

describe('guardSchema: a schema made of code', () => {
  const role = new GraphQLEnumType({ name: 'Role', values: { USER: { value: 'u' }, ADMIN: { value: 'a' } } });
  const directive = createAuthDirective(role);
  const nodeOf = (text: string) => {
    const [definition] = parse(text).definitions as [TypeDefinitionNode];
    return definition as Extract<TypeDefinitionNode, { kind: 'ObjectTypeDefinition' }>;
  };
  const field = (resolve: () => string, directives: string) => {
    const [astNode] = nodeOf(`type T { f: String ${directives} }`).fields ?? [];
    return { type: GraphQLString, resolve, ...(astNode && { astNode }) };
  };

  it('is guarded by its definition nodes, and keeps its own resolvers and role values', async () => {
    let calls = 0;
    const fields = {
      open: field(() => 'open', ''),
      admins: field(() => `call ${++calls}`, '@auth(roles: [ADMIN])'),
      unmarked: { type: GraphQLString, resolve: () => 'unmarked' },
    };
    const query = new GraphQLObjectType({
      name: 'Query',
      fields,
      astNode: nodeOf('type Query @auth { f: String }'),
    });
    const schema = guardSchema(
      new GraphQLSchema({ query, types: [role], directives: [directive] }),
      authorize,
    );
    const ask = (contextValue?: Caller) =>
      execute({ schema, document: parse('{ open admins unmarked }'), contextValue });
    expect(await ask()).toMatchObject({ data: { open: null, admins: null, unmarked: null } });
    expect(await ask(callerWith(['u']))).toMatchObject({
      data: { open: 'open', admins: null, unmarked: 'unmarked' },
    });
    expect(calls).toBe(0);
    expect(await ask(callerWith(['a']))).toMatchObject({ data: { open: 'open', admins: 'call 1' } });
  });

  it('reads no requirement where there is no node or no @auth', () => {
    expect(readRequirement(directive, { astNode: undefined })).toBeUndefined();
    expect(readRequirement(directive, { astNode: nodeOf('type T { f: String }') })).toBeUndefined();
  });
});

describe('guardSchema: a schema without the directive', () => {
  it('is a mistake, since nothing would be guarded', () => {
    const schema = buildSchema('type Query { open: String }');
    expect(() => guardSchema(schema, authorize)).toThrow(TypeError);
  });
});
