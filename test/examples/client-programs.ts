/** Programs of a frontend or a service, as small as they can be, around what a client or code generator of others makes. */

export const gqlProgram = `
import sys
from gql import Client, gql
from gql.transport.requests import RequestsHTTPTransport
from graphql import parse, validate

text = open(sys.argv[2]).read()
client = Client(transport=RequestsHTTPTransport(sys.argv[1]), fetch_schema_from_transport=True)
with client as session:
    problems = validate(client.schema, parse(text))
    assert problems == [], problems
    print(session.execute(gql('{ authConfig { passwordMinLength } }')))
`;

/** Nothing that is built on it can ask for more. */
export const introspectionProgram = `
import { getIntrospectionQuery } from 'graphql';

const everything = {
  descriptions: true,
  specifiedByUrl: true,
  directiveIsRepeatable: true,
  schemaDescription: true,
  inputValueDeprecation: true,
  experimentalDirectiveDeprecation: true,
  oneOf: true,
};
console.log(getIntrospectionQuery(everything));
`;

/** Absent fields of an input are not sent. */
export const ariadneProgram = `
import asyncio, sys
from graphql_client import Client, UpdateProfileInput

async def change(url, token):
    async with Client(url, {'Authorization': 'Bearer ' + token}) as client:
        answer = await client.update_profile(UpdateProfileInput(lastName='Byron'))
        print(answer.update_profile.model_dump_json(by_alias=True))

asyncio.run(change(*sys.argv[1:]))
`;

/** Of the schema's scalars those that nobody knows by name, as the words of each language for them. */
const scalarsAs = (write: (name: string, isText: boolean) => string) =>
  Object.entries(scalars)
    .map(([name, kind]) => write(name, kind === 'text'))
    .join('\n');

const scalars = {
  ...{ DateTime: 'text', EmailAddress: 'text', JWT: 'text', PhoneNumber: 'text', URL: 'text' },
  ...{
    JSON: 'any',
    PublicKeyCredentialRequestOptionsJSON: 'any',
    PublicKeyCredentialCreationOptionsJSON: 'any',
  },
  ...{ AuthenticationResponseJSON: 'any', RegistrationResponseJSON: 'any' },
} as const;

export const genqlientConfig = `
schema: schema.graphql
operations: [all.graphql, named.graphql]
generated: made.go
package: main
optional: pointer
bindings:
${scalarsAs((name, isText) => `  ${name}: { type: ${isText ? 'string' : 'any'} }`)}
`;

/** Names what it means, so that nothing else is sent. */
export const namedOperation = `
mutation Rename($lastName: String) {
  updateProfile(input: { lastName: $lastName }) { ...UserParts }
}
`;

/** Each line is the profile after one more change. */
export const genqlientProgram = `
package main

import (
	"context"
	"encoding/json"
	"net/http"
	"os"

	"github.com/Khan/genqlient/graphql"
)

type signedIn struct{}

func (signedIn) RoundTrip(request *http.Request) (*http.Response, error) {
	request.Header.Set("Authorization", "Bearer "+os.Args[2])
	return http.DefaultTransport.RoundTrip(request)
}

func tell(answer any, err error) {
	if err != nil {
		panic(err)
	}
	if err := json.NewEncoder(os.Stdout).Encode(answer); err != nil {
		panic(err)
	}
}

func main() {
	client := graphql.NewClient(os.Args[1], &http.Client{Transport: signedIn{}})
	lastName, german := "Byron", "de"
	renamed, err := Rename(context.Background(), client, &lastName)
	tell(renamed, err)
	changed, err := UpdateProfile(context.Background(), client, UpdateProfileInput{Locale: &german})
	tell(changed, err)
}
`;

export const cargoManifest = `
[package]
name = "ask"
edition = "2021"

[dependencies]
graphql_client = "=0.16.0"
minreq = "2"
serde = { version = "1", features = ["derive"] }
serde_json = "1"
`;

/** @param operations their names: one struct each. */
export function rustProgram(operations: readonly string[]): string {
  const derive =
    '#[derive(GraphQLQuery)]\n#[graphql(schema_path = "schema.graphql", query_path = "all.graphql")]';
  return `
use graphql_client::GraphQLQuery;

${scalarsAs((name, isText) => `type ${name} = ${isText ? 'String' : 'serde_json::Value'};`)}

${operations.map((name) => `${derive}\npub struct ${name};`).join('\n')}

fn main() {
    let url = std::env::args().nth(1).unwrap();
    let question = AuthConfig::build_query(auth_config::Variables {});
    let body = serde_json::to_string(&question).unwrap();
    let request = minreq::post(url).with_header("Content-Type", "application/json").with_body(body);
    println!("{} {}", question.operation_name, request.send().unwrap().as_str().unwrap());
}
`;
}

const tellRequests = `
const asked = [];
const recordingFetch = (url, init) => {
  asked.push('query' in JSON.parse(init.body) ? 'text' : 'hash');
  return fetch(url, init);
};
`;

export const apolloProgram = `
import { createHash } from 'node:crypto';
import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
${tellRequests}
const sha256 = (text) => createHash('sha256').update(text).digest('hex');
const link = ApolloLink.from([
  new PersistedQueryLink({ sha256 }),
  new HttpLink({ uri: process.argv[2], fetch: recordingFetch }),
]);
const client = new ApolloClient({ cache: new InMemoryCache(), link });
for (const query of [gql('{ authConfig { passwordMinLength } }'), gql('{ authConfig { requireVerifiedEmail } }')]) {
  const { data, error } = await client.query({ query });
  if (error) throw error;
  asked.push(Object.keys(data.authConfig).at(-1));
}
console.log(asked.join());
`;

export const urqlProgram = `
import { Client, fetchExchange } from '@urql/core';
import { persistedExchange } from '@urql/exchange-persisted';
${tellRequests}
const client = new Client({
  url: process.argv[2],
  fetch: recordingFetch,
  preferGetMethod: false,
  exchanges: [persistedExchange({ preferGetForPersistedQueries: false }), fetchExchange],
});
for (const query of ['{ authConfig { passwordMinLength } }', '{ authConfig { requireVerifiedEmail } }']) {
  const { data, error } = await client.query(query, {}).toPromise();
  if (error) throw error;
  asked.push(Object.keys(data.authConfig).at(-1));
}
console.log(asked.join());
`;
