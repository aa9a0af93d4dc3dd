import { GraphQLJSON } from 'graphql-scalars';
import { Arg, Ctx, Directive, Mutation, Query, Resolver } from 'type-graphql';

import { MessagePayloadType } from '../sessions/message-payload.type.js';
import type { CallerContext } from '../users/caller.js';
import { requireCaller } from '../users/require-caller.js';
import { toUser, UserType } from '../users/user.type.js';
import { UpdateProfileInputType } from './account.type.js';
import type { DeleteAccount } from './delete-account.js';
import type { ExportData } from './export-data.js';
import type { UpdateProfile } from './update-profile.js';

/** What people do with their own account as a whole. */
@Resolver()
export class AccountResolver {
  constructor(
    private readonly profiles: UpdateProfile,
    private readonly endAccount: DeleteAccount,
    private readonly exportData: ExportData,
  ) {}

  @Mutation(() => UserType, { description: 'Changes names and phone number. Sessions go on.' })
  @Directive('@auth')
  async updateProfile(
    @Ctx() context: CallerContext,
    @Arg('input', () => UpdateProfileInputType, { description: 'What changes.' })
    input: UpdateProfileInputType,
  ): Promise<UserType> {
    return toUser(await this.profiles.update(await requireCaller(context), input, context.origin));
  }

  @Mutation(() => MessagePayloadType, {
    description:
      'Deletes the account of the caller, and ends its sessions. It is erased when the grace of this deployment is over. Step-up; the last admin is refused.',
  })
  @Directive('@auth')
  async deleteAccount(
    @Ctx() context: CallerContext,
    @Arg('password', () => String, { nullable: true, description: 'Where the sign-in is not fresh.' })
    password?: string | null,
    @Arg('code', () => String, {
      nullable: true,
      description: 'Of the authenticator app, in place of the password.',
    })
    code?: string | null,
  ): Promise<MessagePayloadType> {
    await this.endAccount({ password, code }, context);
    return { message: 'Your account is deleted.' };
  }

  @Query(() => GraphQLJSON, {
    description:
      'Everything held about the caller: profile, identities, second factors (not their secrets), passkeys, sessions, mail links. Long lists are cut, and say how many entries are left out.',
  })
  @Directive('@auth')
  async exportMyData(@Ctx() context: CallerContext): Promise<unknown> {
    return this.exportData(await requireCaller(context), context.origin);
  }
}
