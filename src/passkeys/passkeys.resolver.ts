import { Arg, Ctx, Directive, ID, Mutation, Query, Resolver } from 'type-graphql';

import type { CallerContext } from '../users/caller.js';
import { requireCaller } from '../users/require-caller.js';
import type { ManagePasskeys } from './manage-passkeys.js';
import type { PasskeyReauthentication } from './passkey-reauthentication.js';
import { type RegistrationResponseJSON, RegistrationResponseScalar } from './passkey.scalar.js';
import {
  PasskeyRegistrationType,
  PasskeyRemovalType,
  PasskeyRequestType,
  PasskeyType,
  toPasskey,
  toPasskeyRemoval,
} from './passkeys.type.js';
import type { RegisterPasskey } from './register-passkey.js';
import type { RelyingParty } from './relying-party.js';

const passwordArgument = { nullable: true, description: 'Where the sign-in is not fresh.' };
const codeArgument = { nullable: true, description: 'Of the authenticator app, in place of the password.' };
const nameText = '1 to 100 characters; absent: it is called after what keeps it.';

@Resolver()
export class PasskeysResolver {
  constructor(
    private readonly registrations: RegisterPasskey,
    private readonly manage: ManagePasskeys,
    private readonly reauthentication: PasskeyReauthentication,
    private readonly relyingParty: Pick<RelyingParty, 'id'>,
  ) {}

  @Query(() => [PasskeyType], { description: "The caller's passkeys, the oldest first." })
  @Directive('@auth')
  async passkeys(@Ctx() context: CallerContext): Promise<PasskeyType[]> {
    return this.manage.list(await requireCaller(context)).map(toPasskey);
  }

  @Mutation(() => PasskeyRegistrationType, {
    description: 'Begins to add a passkey to the account, for five minutes. Step-up.',
  })
  @Directive('@auth')
  async beginPasskeyRegistration(
    @Ctx() context: CallerContext,
    @Arg('password', () => String, passwordArgument) password?: string | null,
    @Arg('code', () => String, codeArgument) code?: string | null,
  ): Promise<PasskeyRegistrationType> {
    return this.registrations.begin(await requireCaller(context), { password, code }, context.origin);
  }

  @Mutation(() => PasskeyType, {
    description:
      'Adds the passkey, and ends the other sessions. Step-up, unless beginPasskeyRegistration was given the password or a code. One that is not right is PASSKEY_INVALID.',
  })
  @Directive('@auth')
  async finishPasskeyRegistration(
    @Ctx() context: CallerContext,
    @Arg('credential', () => RegistrationResponseScalar, { description: 'What the browser answered.' })
    credential: RegistrationResponseJSON,
    @Arg('name', () => String, { nullable: true, description: nameText }) name?: string | null,
  ): Promise<PasskeyType> {
    const caller = await requireCaller(context);
    return toPasskey(await this.registrations.finish(caller, credential, name, context.origin));
  }

  @Mutation(() => PasskeyType, { description: 'Calls a passkey otherwise.' })
  @Directive('@auth')
  async renamePasskey(
    @Ctx() context: CallerContext,
    @Arg('id', () => ID, { description: 'Of the passkey.' }) id: string,
    @Arg('name', () => String, { description: '1 to 100 characters.' }) name: string,
  ): Promise<PasskeyType> {
    return toPasskey(await this.manage.rename(await requireCaller(context), id, name));
  }

  @Mutation(() => PasskeyRemovalType, {
    description:
      'Removes a passkey, and ends the other sessions; never the last way into the account. Where it was all that 2FA asks for, 2FA is off. Step-up.',
  })
  @Directive('@auth')
  async removePasskey(
    @Ctx() context: CallerContext,
    @Arg('id', () => ID, { description: 'Of the passkey.' }) id: string,
    @Arg('password', () => String, passwordArgument) password?: string | null,
    @Arg('code', () => String, codeArgument) code?: string | null,
  ): Promise<PasskeyRemovalType> {
    const caller = await requireCaller(context);
    const user = await this.manage.remove(caller, id, { password, code }, context.origin);
    return toPasskeyRemoval(user, this.relyingParty.id);
  }

  @Mutation(() => PasskeyRequestType, {
    description: 'Asks for a passkey of the caller, for `reauthenticate(passkey)`.',
  })
  @Directive('@auth')
  async beginPasskeyReauthentication(@Ctx() context: CallerContext): Promise<PasskeyRequestType> {
    return this.reauthentication.begin(await requireCaller(context), context.origin);
  }
}
