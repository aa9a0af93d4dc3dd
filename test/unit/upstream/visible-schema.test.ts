/** The view of a schema that a caller has is one that tools can use, and has nothing in it that hides. */
import { expect, it } from '@jest/globals';
import { isInterfaceType, isObjectType, parse, validateSchema } from 'graphql';

import { readUpstreamSchema } from '../../../src/upstream/engine/read-upstream-schema.js';
import { judgeCaller, type Rights } from '../../../src/upstream/engine/rights.js';
import type { UpstreamCaller } from '../../../src/upstream/engine/upstream-caller.js';
import type { UpstreamSchema } from '../../../src/upstream/engine/upstream-schema.js';
import { buildVisibleSchema } from '../../../src/upstream/engine/visible-schema.js';
import { generateSdl } from './generate-sdl.js';
import { createRandom } from './random.js';

const user = { signedIn: true, roles: ['USER'], permissions: [], verified: false } as const;
const callers: readonly UpstreamCaller[] = [
  { signedIn: false, because: 'UNAUTHENTICATED' },
  user,
  { ...user, roles: ['ADMIN'] },
  { ...user, roles: ['ADMIN'], permissions: ['write'], verified: true },
];

/** `Type.field` of what is shown though it hides, and is no promise of an interface. */
function shownInVain(upstream: UpstreamSchema, rights: Rights): readonly string[] {
  const { schema } = buildVisibleSchema(upstream, rights);
  const types = Object.values(schema.getTypeMap()).filter(
    (type) => isObjectType(type) || isInterfaceType(type),
  );
  return types.flatMap((type) => {
    const promised = new Set(type.getInterfaces().flatMap((each) => Object.keys(each.getFields())));
    const isHiding = (name: string) =>
      upstream.index.ofField(type.name, name).some((number) => rights.verdicts[number]?.hides === true);
    const shown = Object.keys(type.getFields()).filter((name) => !promised.has(name) && isHiding(name));
    return shown.map((name) => `${type.name}.${name}`);
  });
}

it('for generated schemas', () => {
  let [seen, smaller] = [0, 0];
  for (let seed = 1; seed <= 40; seed++) {
    const sdl = generateSdl(createRandom(seed));
    const upstream = readUpstreamSchema({
      name: 'generated',
      sdl,
      roles: ['USER', 'ADMIN'],
      permissions: ['write'],
    });
    for (const caller of callers) {
      const rights = judgeCaller(upstream.index, caller);
      const { schema } = buildVisibleSchema(upstream, rights);
      seen++;
      const hides = rights.verdicts.some((verdict) => verdict?.hides === true);
      if (hides && Object.keys(schema.getTypeMap()).length < Object.keys(upstream.schema.getTypeMap()).length)
        smaller++;
      expect([seed, shownInVain(upstream, rights)]).toEqual([seed, []]);
      // Where nothing is left to ask, there is no valid schema.
      if (Object.keys(schema.getQueryType()?.getFields() ?? {}).length === 0) continue;
      // The view is taken as valid when it is built: here it is not.
      Object.assign(schema, { __validationErrors: undefined });
      expect([seed, validateSchema(schema).map(({ message }) => message)]).toEqual([seed, []]);
    }
  }
  expect(smaller).toBeGreaterThan(seen / 5);
});

it('for _service, no directive names a field that is not shown', () => {
  const written = `
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.8", import: ["@key"])
    type Query { product: Product sales: [Sale] @listSize(sizedFields: ["items", "secret"]) }
    type Product @key(fields: "id") @key(fields: "secret") @key(fields: "maker { id secret }") @tag(name: "secret") {
      id: ID!
      secret: ID @auth(roles: [ADMIN])
      maker: Maker @provides(fields: "secret")
      price: Int @requires(fields: "secret")
      weight: Int @requires(fields: "id ... on Product { maker { id } }")
      size(unit: String @fromContext(field: "$unit { secret }")): Int
    }
    type Maker @key(fields: "id") { id: ID! secret: ID @auth(roles: [ADMIN]) }
    type Sale { items: [ID!] secret: [ID!] @auth(roles: [ADMIN]) }
  `;
  const upstream = readUpstreamSchema({ name: 'p', sdl: written, roles: ['USER', 'ADMIN'], permissions: [] });
  const sdlFor = (roles: readonly string[]) =>
    buildVisibleSchema(upstream, judgeCaller(upstream.index, { ...user, roles })).sdl;
  const told = sdlFor(['USER']);
  // A tag is a name of its own.
  expect(told.match(/.*secret.*/g)).toEqual([expect.stringContaining('@tag(name: "secret")')]);
  expect(told).toContain('type Product @key(fields: "id") @tag(name: "secret") {');
  expect(told).toContain('weight: Int @requires(fields: "id ... on Product { maker { id } }")');
  expect(sdlFor(['ADMIN']).match(/secret/g)).toHaveLength(10);
});

it('for _service, nothing brings or composes the directive that is taken out', () => {
  const written = `
    extend schema
      @link(url: "https://specs.apollo.dev/federation/v2.8", import: ["@key", "@composeDirective"])
      @link(url: "https://example.com/auth/v1.0", import: ["@auth", "@other"])
      @composeDirective(name: "@auth")
      @composeDirective(name: "@other")
    directive @other on FIELD_DEFINITION
    directive @auth(roles: [String!]) on FIELD_DEFINITION
    type Query { a: String @other b: String @auth(roles: ["ADMIN"]) }
  `;
  const upstream = readUpstreamSchema({ name: 'p', sdl: written, roles: ['ADMIN'], permissions: [] });
  const { sdl } = buildVisibleSchema(upstream, judgeCaller(upstream.index, { ...user, roles: ['ADMIN'] }));
  expect(sdl).not.toContain('@auth');
  expect(sdl).toContain('import: ["@other"]');
  expect(sdl).toContain('@composeDirective(name: "@other")');
});

it('what an extension is left without is left out', () => {
  const written = `
    schema { query: Query }
    extend schema { mutation: Change }
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.8", import: ["@key", "@cacheTag"]) { subscription: Bell }
    type Query { shop: Shop found: Found }
    type Change @auth(roles: [ADMIN]) { wipe: String }
    type Bell @auth(roles: [ADMIN]) { rung: String }
    type Shop @key(fields: "id") @cacheTag(format: "shop-{$key.secret}") { id: ID! }
    extend type Shop { secret: ID @auth(roles: [ADMIN]) }
    extend type Shop @auth(roles: [ADMIN])
    union Found = Shop
    extend union Found = Change
  `;
  const upstream = readUpstreamSchema({ name: 's', sdl: written, roles: ['USER', 'ADMIN'], permissions: [] });
  const viewOf = (roles: readonly string[]) =>
    buildVisibleSchema(upstream, judgeCaller(upstream.index, { ...user, roles }));
  const { schema, sdl } = viewOf(['USER']);
  expect([schema.getMutationType(), schema.getSubscriptionType()]).toEqual([undefined, undefined]);
  expect(() => parse(sdl)).not.toThrow();
  expect(sdl).not.toMatch(/Change|Bell|secret/);
  expect(viewOf(['ADMIN']).schema.getMutationType()?.name).toBe('Change');
});
