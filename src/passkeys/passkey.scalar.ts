import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { GraphQLScalarType } from 'graphql';

import { membersOf, readBase64url, readCredential, webAuthnScalar } from '../credentials/webauthn.scalar.js';

export type { RegistrationResponseJSON } from '@simplewebauthn/server';

const MOST_TRANSPORTS = 10;

function readTransports(value: unknown): string[] {
  const transports: unknown[] = Array.isArray(value) ? value : [];
  const isForm = (transport: unknown): transport is string =>
    typeof transport === 'string' && /^[a-z0-9-]{1,32}$/.test(transport);
  if (transports.length > MOST_TRANSPORTS || !transports.every(isForm))
    throw new TypeError('must name transports as the browser told them');
  return [...new Set(transports)];
}

export const RegistrationResponseScalar = webAuthnScalar(
  'RegistrationResponseJSON',
  'What `navigator.credentials.create()` resolved to, by its `toJSON()` (WebAuthn, RegistrationResponseJSON).',
  (value): RegistrationResponseJSON => {
    const { clientDataJSON, attestationObject, transports } = membersOf(value['response']);
    return {
      ...readCredential(value),
      response: {
        clientDataJSON: readBase64url(clientDataJSON),
        attestationObject: readBase64url(attestationObject),
        // Names that are newer than the library's are kept as well (WebAuthn 5.4.4).
        transports: readTransports(transports),
      },
    };
  },
);

function optionsScalar<Form>(name: string, parser: string, call: string): GraphQLScalarType<never, Form> {
  const refuse = () => {
    throw new TypeError('is never taken');
  };
  return new GraphQLScalarType<never, Form>({
    name,
    description: `For \`PublicKeyCredential.${parser}()\`, whose result is \`publicKey\` of \`navigator.credentials.${call}()\` (WebAuthn, ${name}).`,
    serialize: (value) => value as Form,
    parseValue: refuse,
    parseLiteral: refuse,
  });
}

export const CreationOptionsScalar = optionsScalar<PublicKeyCredentialCreationOptionsJSON>(
  'PublicKeyCredentialCreationOptionsJSON',
  'parseCreationOptionsFromJSON',
  'create',
);

export const RequestOptionsScalar = optionsScalar<PublicKeyCredentialRequestOptionsJSON>(
  'PublicKeyCredentialRequestOptionsJSON',
  'parseRequestOptionsFromJSON',
  'get',
);
