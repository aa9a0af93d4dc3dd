import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import { GraphQLScalarType, valueFromASTUntyped } from 'graphql';

/** As `PublicKeyCredential.toJSON()` of the browser writes it (WebAuthn 5.1); only its form has been looked at. */
export type { AuthenticationResponseJSON } from '@simplewebauthn/server';

/** WebAuthn 5.4.3 and 6.1: bytes of a credential id and of a user handle; the rest is far below what is taken here. */
const MOST_ID_BYTES = 1_023;
const MOST_HANDLE_BYTES = 64;
const MOST_BYTES = 16_384;

type Members = Readonly<Record<string, unknown>>;

/**
 * A scalar for one of WebAuthn's JSON forms that browsers send: what it does not name is dropped, and what is not of its form
 * is refused before any use case sees it. @throws TypeError by `read` where it is not.
 */
export function webAuthnScalar<Form>(
  name: string,
  description: string,
  read: (value: Members) => Form,
): GraphQLScalarType<Form, Form> {
  const parse = (value: unknown) => read(membersOf(value));
  return new GraphQLScalarType<Form, Form>({
    name,
    description,
    parseValue: parse,
    parseLiteral: (node, variables) => parse(valueFromASTUntyped(node, variables)),
  });
}

/** The members that every credential has. */
export function readCredential(value: Members) {
  if (value['type'] !== 'public-key') throw new TypeError('must be a public-key credential');
  const id = readBase64url(value['id'], MOST_ID_BYTES);
  if (value['rawId'] !== id) throw new TypeError('must have its id in rawId');
  return { id, rawId: id, type: 'public-key' as const, clientExtensionResults: {} };
}

/** What of it is read is to be judged still. @throws TypeError for anything but an object. */
export function membersOf(value: unknown): Members {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new TypeError('must be a credential as JSON');
  return value as Members;
}

/** Without padding; what it encodes is not looked at. @throws TypeError for anything else, or longer. */
export function readBase64url(value: unknown, mostBytes: number = MOST_BYTES): string {
  const isText = typeof value === 'string' && value.length <= Math.ceil((mostBytes * 4) / 3);
  if (!isText || !/^[A-Za-z0-9_-]+$/.test(value)) throw new TypeError('must hold base64url');
  return value;
}

function readAuthentication(value: Members): AuthenticationResponseJSON {
  const { clientDataJSON, authenticatorData, signature, userHandle } = membersOf(value['response']);
  return {
    ...readCredential(value),
    response: {
      clientDataJSON: readBase64url(clientDataJSON),
      authenticatorData: readBase64url(authenticatorData),
      signature: readBase64url(signature),
      ...((userHandle ?? undefined) !== undefined && {
        userHandle: readBase64url(userHandle, MOST_HANDLE_BYTES),
      }),
    },
  };
}

/** For the operations that take the answer of a passkey; whether it is right is judged by the passkeys room. */
export const AuthenticationResponseScalar = webAuthnScalar(
  'AuthenticationResponseJSON',
  'What `navigator.credentials.get()` resolved to, by its `toJSON()` (WebAuthn, AuthenticationResponseJSON).',
  readAuthentication,
);
