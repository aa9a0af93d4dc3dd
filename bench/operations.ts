/**
 * What the clients do. Each operation throws on an answer it did not expect, so that a refusal is never counted as
 * a fast success.
 */
import type { Call, HttpClient } from './http-client.js';

/** Somebody with an account and a session. */
export interface Person {
  readonly email: string;
  accessToken: string;
  refreshToken: string;
}

export interface Operations {
  signUp(): Promise<Person>;
  /** Replaces the person's tokens, as `refresh` does. */
  signIn(person: Person): Promise<void>;
  refresh(person: Person): Promise<void>;
  me(person: Person): Promise<void>;
  keySet(): Promise<void>;
}

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

export const password = 'four-Unlikely-words-9-together';
const documents = {
  signUp: 'mutation($input:SignUpInput!){signUp(input:$input){userId auth{accessToken refreshToken}}}',
  signIn: 'mutation($input:SignInInput!){signIn(input:$input){...on AuthPayload{accessToken refreshToken}}}',
  refresh: 'mutation($token:String){refresh(refreshToken:$token){accessToken refreshToken}}',
  me: '{me{id email firstName lastName roles}}',
};

export function createOperations(client: HttpClient, origin: string): Operations {
  let signUps = 0;
  const ask = async (name: keyof typeof documents, variables: object, headers: Headers = {}) => {
    const text = await client.send(graphqlCall(documents[name], variables, { origin, ...headers }));
    return fieldOf(text, name);
  };
  return {
    async signUp() {
      const email = `person-${++signUps}@example.com`;
      const input = { email, password, firstName: 'Ada', lastName: 'Byron' };
      const { auth } = (await ask('signUp', { input })) as { auth: Tokens };
      return { email, ...readTokens(auth) };
    },
    async signIn(person) {
      const field = await ask('signIn', { input: { email: person.email, password } });
      Object.assign(person, readTokens(field as Tokens));
    },
    async refresh(person) {
      const field = await ask('refresh', { token: person.refreshToken });
      Object.assign(person, readTokens(field as Tokens));
    },
    async me(person) {
      const field = await ask('me', {}, { authorization: `Bearer ${person.accessToken}` });
      if ((field as { email: string }).email !== person.email) throw new Error('me answered somebody else');
    },
    async keySet() {
      const text = await client.send(keySetCall);
      if (!text.startsWith('{"keys":[{')) throw new Error(`not a key set: ${text.slice(0, 300)}`);
    },
  };
}

type Headers = Readonly<Record<string, string>>;

const keySetCall: Call = { method: 'GET', path: '/.well-known/jwks.json', headers: {} };

export function graphqlCall(query: string, variables: object, headers: Headers): Call {
  const body = JSON.stringify({ query, variables });
  return {
    method: 'POST',
    path: '/graphql',
    headers: { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
    body,
  };
}

function fieldOf(text: string, name: string): object {
  const { data } = JSON.parse(text) as { data?: Record<string, object | null> | null };
  const field = data?.[name];
  if (!field) throw new Error(`${name} answered ${text.slice(0, 300)}`);
  return field;
}

function readTokens({ accessToken, refreshToken }: Tokens): Tokens {
  if (!accessToken || !refreshToken) throw new Error('An answer has no tokens.');
  return { accessToken, refreshToken };
}
