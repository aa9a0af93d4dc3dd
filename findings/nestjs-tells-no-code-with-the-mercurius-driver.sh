#!/usr/bin/env bash
# Expected: a guard or resolver of NestJS that throws UnauthorizedException, ForbiddenException or BadRequestException tells GraphQL
#   clients so whatever driver serves the schema; the choice between Apollo and Mercurius is one of speed.
# Seen: with @nestjs/apollo 14.0.3 they become UNAUTHENTICATED, FORBIDDEN and BAD_REQUEST, with the messages of a validation in
#   extensions.originalError. With @nestjs/mercurius 14.0.0 the same application answers without `extensions`, and of the
#   validation "Bad Request Exception" is left. A GraphQLError keeps its code in both.
# Means: after a change of the driver no client refreshes its token or marks a field of the form any more, while tests by status (200
#   in both) and by message of 401 and 403 pass. Throw GraphQLError with a code, or make one in an errorFormatter.
# Needs node and npm.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >npm.log
npm install --no-audit --no-fund @nestjs/common@12.5.1 @nestjs/core@12.5.1 @nestjs/platform-fastify@12.5.0 @nestjs/graphql@14.0.3 \
  @nestjs/apollo@14.0.3 @nestjs/mercurius@14.0.0 @apollo/server@5.5.1 @as-integrations/fastify@3.1.0 mercurius@16.10.1 \
  graphql@16.15.0 reflect-metadata@0.2.2 rxjs@7.8.2 >>npm.log 2>&1

cat >serve.mjs <<'JS'
import 'reflect-metadata';
import { BadRequestException, ForbiddenException, Module, UnauthorizedException, UseGuards } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { ApolloDriver } from '@nestjs/apollo';
import { GraphQLModule, Query, Resolver } from '@nestjs/graphql';
import { MercuriusDriver } from '@nestjs/mercurius';
import { GraphQLError } from 'graphql';

const thrown = {
  me: () => new UnauthorizedException('Sign in'),
  users: () => new ForbiddenException('For admins'),
  search: () => new BadRequestException(['email must be an email', 'page must be positive']),
  plain: () => new GraphQLError('Sign in', { extensions: { code: 'UNAUTHENTICATED' } }),
};
class Queries {}
for (const [field, error] of Object.entries(thrown)) {
  class Guard {
    canActivate() {
      throw error();
    }
  }
  Queries.prototype[field] = () => 'there';
  const descriptor = Object.getOwnPropertyDescriptor(Queries.prototype, field);
  Query(field)(Queries.prototype, field, descriptor);
  UseGuards(Guard)(Queries.prototype, field, descriptor);
}
Resolver()(Queries);
const typeDefs = `type Query { ${Object.keys(thrown).map((field) => `${field}: String`).join(' ')} }`;

for (const [name, driver] of Object.entries({ Apollo: ApolloDriver, Mercurius: MercuriusDriver })) {
  class App {}
  Module({ imports: [GraphQLModule.forRoot({ driver, typeDefs })], providers: [Queries] })(App);
  const app = await NestFactory.create(App, new FastifyAdapter(), { logger: false });
  await app.listen(0, '127.0.0.1');
  for (const field of Object.keys(thrown)) {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${await app.getUrl()}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query: `{ ${field} }` }) });
    const { message, extensions } = (await response.json()).errors[0];
    const details = extensions?.originalError?.message ?? 'none';
    console.log(`${name}, ${field}: ${response.status}, code ${extensions?.code}, message ${message}, details ${[details].flat().join(' and ')}`);
  }
  await app.close();
}
process.exit();
JS

echo "node $(node --version), @nestjs/core 12.5.1, @nestjs/apollo 14.0.3, @nestjs/mercurius 14.0.0, mercurius 16.10.1"
timeout 60 node serve.mjs | tee seen
cat >expected <<'TXT'
Apollo, me: 200, code UNAUTHENTICATED, message Sign in, details Sign in
Apollo, users: 200, code FORBIDDEN, message For admins, details For admins
Apollo, search: 200, code BAD_REQUEST, message Bad Request Exception, details email must be an email and page must be positive
Apollo, plain: 200, code UNAUTHENTICATED, message Sign in, details none
Mercurius, me: 200, code undefined, message Sign in, details none
Mercurius, users: 200, code undefined, message For admins, details none
Mercurius, search: 200, code undefined, message Bad Request Exception, details none
Mercurius, plain: 200, code UNAUTHENTICATED, message Sign in, details none
TXT
diff expected seen || { echo 'CHANGED: this surprise is not what it was'; exit 1; }
echo 'still so'
