import 'reflect-metadata';

import { describe, expect, it } from '@jest/globals';
import { readRequirement } from '@portcullis/guard/graphql';
import {
  getNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';

import { buildAllRooms } from '../../../scripts/built-house.js';
import { credentialFields } from '../../../src/graphql/credential-fields.js';
import { assembleSchema } from '../../../src/graphql/schema.js';

/** Root fields that anybody may call. A new one is guarded, or it is written here and read by a reviewer. */
const publicFields = [
  'Query.authConfig',
  // The mailed link is the proof; it tells what the mail could have held.
  'Query.emailSignInCode',
  'Query.isEmailAvailable',
  'Query.isPhoneNumberAvailable',
  'Query.isUsernameAvailable',
  'Query.me',
  // What the authenticator answers is the proof; who begins learns nothing of anybody.
  'Mutation.beginPasskeySignIn',
  'Mutation.beginPasskeySignUp',
  'Mutation.finishPasskeySignIn',
  'Mutation.finishPasskeySignUp',
  // The one-time code and its verifier are the proof.
  'Mutation.completeSignIn',
  // What was mailed is the proof, with the verifier of who asked.
  'Mutation.completeEmailSignIn',
  'Mutation.sendSignInEmail',
  'Mutation.refresh',
  // The link is the proof, or the mail goes to the address alone.
  'Mutation.resetPassword',
  'Mutation.undoChange',
  'Mutation.sendPasswordResetEmail',
  'Mutation.sendVerificationEmail',
  'Mutation.signIn',
  // The provider's ID token is the proof.
  'Mutation.signInWithApple',
  'Mutation.signInWithGoogle',
  'Mutation.signInWithProvider',
  'Mutation.signInWithRecoveryCode',
  'Mutation.signInWithTotp',
  'Mutation.signOut',
  'Mutation.signUp',
  'Mutation.signUpWithApple',
  'Mutation.signUpWithGoogle',
  'Mutation.signUpWithProvider',
  'Mutation.verifyEmail',
];

const resolvers = (await buildAllRooms()).list('resolvers');

const rootFields = (schema: GraphQLSchema) =>
  [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
    Object.values(type?.getFields() ?? {}).map((field) => ({
      name: `${type?.name ?? ''}.${field.name}`,
      field,
    })),
  );

describe('the schema', () => {
  it('guards every root field by @auth, or names it public', async () => {
    const schema = await assembleSchema(['USER', 'ADMIN'], resolvers);
    const directive = schema.getDirective('auth');
    if (!directive) throw new Error('There is no @auth.');
    const open = rootFields(schema).filter(({ field }) => readRequirement(directive, field) === undefined);
    expect(open.map(({ name }) => name).sort()).toEqual([...publicFields].sort());
  });

  it('counts every mutation that takes credentials as one, or has a reason not to', async () => {
    // What they end needs no guess: signing out twice in one document harms nobody. An admin sets a password.
    const free = ['signOut', 'revokeRefreshToken', 'createUser'];
    const secret = /^(currentPassword|password|code|token|refreshToken|challengeToken|providerToken)$/;
    const fields = Object.values(
      (await assembleSchema(['USER', 'ADMIN'], resolvers)).getMutationType()?.getFields() ?? {},
    );
    const takers = fields.filter(({ args }) =>
      args.some(({ name, type }) => {
        const input = getNamedType(type);
        const names = isInputObjectType(input) ? Object.keys(input.getFields()) : [name];
        return names.some((each) => secret.test(each));
      }),
    );
    const names = takers.map(({ name }) => name).filter((name) => !free.includes(name));
    expect(names.filter((name) => !credentialFields.has(name))).toEqual([]);
    expect(names.length).toBeGreaterThan(15);
  });

  it('describes every type, field, argument and value', async () => {
    const schema = await assembleSchema(['USER', 'ADMIN'], resolvers);
    const places = Object.values(schema.getTypeMap()).flatMap((type) => {
      if (type.name.startsWith('__') || isSpecifiedScalarType(type)) return [];
      const members = isEnumType(type)
        ? type.getValues()
        : isInputObjectType(type)
          ? Object.values(type.getFields())
          : [];
      return [type, ...members];
    });
    const fields = Object.values(schema.getTypeMap())
      .filter((type) => isObjectType(type) && !type.name.startsWith('__'))
      .flatMap((type) => (isObjectType(type) ? Object.values(type.getFields()) : []));
    const all = [...places, ...fields, ...fields.flatMap(({ args }) => args)];
    expect(all.filter(({ description }) => !description).map(({ name }) => name)).toEqual([]);
  });

  it('makes Role of the roles that are configured, in one process as in another', async () => {
    const rolesOf = (schema: GraphQLSchema) => {
      const role = schema.getType('Role');
      return isEnumType(role) ? role.getValues().map(({ name }) => name) : [];
    };
    expect(rolesOf(await assembleSchema(['USER', 'ADMIN', 'EDITOR'], resolvers))).toEqual([
      'USER',
      'ADMIN',
      'EDITOR',
    ]);
    expect(rolesOf(await assembleSchema(['USER', 'ADMIN'], resolvers))).toEqual(['USER', 'ADMIN']);
  });
});
