/** Systems whose people come as rows of a table. */
import { describe, expect, it } from '@jest/globals';

import { systems } from '../../../src/transfer/systems/systems.js';

const now = new Date('2026-03-01T12:00:00Z');

function adapt(name: string, source: object, parameters: Readonly<Record<string, string>> = {}) {
  const system = systems.find((one) => one.name === name);
  if (system === undefined) throw new TypeError(`There is no system ${name}.`);
  const context = { parameters: new Map(Object.entries(parameters)), now };
  return system.adapt(source as Readonly<Record<string, unknown>>, context);
}

describe('rows of a table', () => {
  it('--from wordpress', () => {
    expect(
      adapt('wordpress', {
        ID: 1,
        user_login: 'ada',
        user_email: 'a@example.com',
        user_pass: '$wp$2y$10$x',
        user_registered: '2024-05-01 10:00:00',
        display_name: 'Ada Lovelace',
        roles: 'editor,author',
      }).record,
    ).toMatchObject({
      id: '1',
      username: 'ada',
      roles: ['editor', 'author'],
      createdAt: '2024-05-01T10:00:00.000Z',
      passwordHash: '$wp$2y$10$x',
    });
  });

  it('--from laravel', () => {
    expect(
      adapt('laravel', {
        id: 1,
        email: 'a@example.com',
        email_verified_at: '2024-05-01 10:00:00',
        password: '$2y$12$x',
        two_factor_secret: 'eyJ',
      }),
    ).toMatchObject({
      record: { emailVerifiedAt: '2024-05-01T10:00:00.000Z' },
      left: ['second factors, whose seeds are encrypted under APP_KEY'],
    });
  });

  it('--from aspnet', () => {
    expect(
      adapt('aspnet', {
        Id: 'g',
        UserName: 'a@example.com',
        Email: 'a@example.com',
        EmailConfirmed: '1',
        LockoutEnd: '9999-12-31 23:59:59.999+00:00',
        PhoneNumber: 'NULL',
      }).record,
    ).toEqual({ id: 'g', email: 'a@example.com', emailVerified: true, disabled: true });
  });

  it('--from aspnet locked for a while', () => {
    expect(adapt('aspnet', { LockoutEnd: '2024-05-01 10:00:00+00:00' }).record).toMatchObject({
      disabled: false,
    });
  });

  it('--from devise', () => {
    expect(
      adapt('devise', {
        id: 1,
        email: 'a@example.com',
        encrypted_password: '$2a$12$x',
        confirmed_at: '2024-05-01 10:00:00 UTC',
      }).record,
    ).toMatchObject({ passwordHash: '$2a$12$x' });
  });

  it('--from authorizer', () => {
    expect(
      adapt('authorizer', {
        id: 'a',
        email: 'a@example.com',
        email_verified_at: 1714521600,
        roles: 'user,admin',
        signup_methods: 'basic_auth,google',
        created_at: '1714521600',
      }),
    ).toMatchObject({
      record: { emailVerifiedAt: 1714521600000, roles: ['admin'] },
      left: ['providers, whose subjects Authorizer does not keep'],
    });
  });

  it('--from cognito-csv', () => {
    expect(
      adapt('cognito-csv', {
        'cognito:username': 'ada',
        email: 'a@example.com',
        email_verified: 'TRUE',
        'cognito:mfa_enabled': 'true',
      }),
    ).toMatchObject({
      record: { emailVerified: true, username: 'ada' },
      left: ['passwords, which Cognito gives nobody', 'second factors'],
    });
  });
});
