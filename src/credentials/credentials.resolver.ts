import { Arg, Ctx, Directive, Mutation, Resolver } from 'type-graphql';

import { AuthPayloadType } from '../sessions/auth-payload.type.js';
import type { DeliverSession } from '../sessions/deliver-session.js';
import { MessagePayloadType } from '../sessions/message-payload.type.js';
import type { CallerContext } from '../users/caller.js';
import { requireCaller } from '../users/require-caller.js';
import type { ChangePassword } from './change-password.js';
import { ChangePasswordInputType } from './credentials.type.js';
import type { Reauthenticate } from './reauthenticate.js';
import type { SignOutEverywhere } from './sign-out-everywhere.js';
import { type AuthenticationResponseJSON, AuthenticationResponseScalar } from './webauthn.scalar.js';

@Resolver()
export class CredentialsResolver {
  constructor(
    private readonly passwordChanges: ChangePassword,
    private readonly endAllSessions: SignOutEverywhere,
    private readonly proveAnew: Reauthenticate,
    private readonly deliver: DeliverSession,
  ) {}

  @Mutation(() => AuthPayloadType, {
    description:
      'Replaces the password, and ends all other sessions. This one goes on with the refresh token that it has.',
  })
  @Directive('@auth')
  async changePassword(
    @Ctx() context: CallerContext,
    @Arg('input', () => ChangePasswordInputType, { description: 'The old and the new one.' })
    input: ChangePasswordInputType,
  ): Promise<AuthPayloadType> {
    const caller = await requireCaller(context);
    return this.deliver(await this.passwordChanges.change(caller, input, context.origin), context);
  }

  @Mutation(() => MessagePayloadType, { description: 'Ends every session of the caller, this one included.' })
  @Directive('@auth')
  async signOutEverywhere(@Ctx() context: CallerContext): Promise<MessagePayloadType> {
    await this.endAllSessions(context);
    return { message: 'You are signed out everywhere.' };
  }

  @Mutation(() => AuthPayloadType, {
    description:
      'Proves the caller anew, so that sensitive changes are allowed for some minutes; the new token says so (auth_time, amr).',
  })
  @Directive('@auth')
  async reauthenticate(
    @Ctx() context: CallerContext,
    @Arg('password', () => String, { nullable: true, description: 'The password.' }) password?: string | null,
    @Arg('code', () => String, { nullable: true, description: 'Of the authenticator app.' })
    code?: string | null,
    @Arg('providerToken', () => String, {
      nullable: true,
      description: 'The ID token of a linked provider, for those who have no password.',
    })
    providerToken?: string | null,
    @Arg('passkey', () => AuthenticationResponseScalar, {
      nullable: true,
      description: 'What a passkey answered to `beginPasskeyReauthentication`.',
    })
    passkey?: AuthenticationResponseJSON | null,
    @Arg('mailedCode', () => String, {
      nullable: true,
      description: 'Of the mail of `sendReauthenticationEmail`; blanks and dashes do not count.',
    })
    mailedCode?: string | null,
  ): Promise<AuthPayloadType> {
    const caller = await requireCaller(context);
    const proof = { password, code, providerToken, passkey, mailedCode };
    return this.deliver(await this.proveAnew(caller, proof, context.origin), context);
  }
}
