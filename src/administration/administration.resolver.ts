import { GraphQLJSONObject } from 'graphql-scalars';
import { Arg, Ctx, Directive, ID, Mutation, Resolver } from 'type-graphql';

import type { CallerContext } from '../users/caller.js';
import type { Metadata } from '../users/metadata.js';
import { requireCaller } from '../users/require-caller.js';
import { EmailAddressScalar } from '../users/text.scalar.js';
import { Role, toUser, UserType } from '../users/user.type.js';
import { CreateUserInputType } from './administration.type.js';
import type { CreateUsers } from './create-user.js';
import type { InviteUser } from './invite-user.js';
import type { RestoreUser } from './restore-user.js';
import type { SetUserMetadata } from './set-user-metadata.js';
import type { SetUserRoles } from './set-user-roles.js';
import type { SuspendUser } from './suspend-user.js';

const whose = { description: 'Whose: as in `User.id`.' };

/** What admins do to accounts of others. */
@Resolver()
export class AdministrationResolver {
  constructor(
    private readonly setRoles: SetUserRoles,
    private readonly suspend: SuspendUser,
    private readonly restore: RestoreUser,
    private readonly newUsers: CreateUsers,
    private readonly invite: InviteUser,
    private readonly setMetadata: SetUserMetadata,
  ) {}

  @Mutation(() => UserType, {
    description:
      'Sets what somebody may do; USER stays in any case. It counts here at once, and is in their tokens from the next refresh on. The last admin stays one.',
  })
  @Directive('@auth(roles: [ADMIN])')
  async setUserRoles(
    @Ctx() context: CallerContext,
    @Arg('userId', () => ID, whose) userId: string,
    @Arg('roles', () => [Role], { description: 'All of them from now on: at least one.' }) roles: Role[],
  ): Promise<UserType> {
    return toUser(await this.setRoles(await requireCaller(context), userId, roles, context.origin));
  }

  @Mutation(() => UserType, {
    description:
      'Sets what the deployment keeps about somebody, each half whole: absent stays, null takes it away. It is in their tokens from the next refresh on (CUSTOM_CLAIMS).',
  })
  @Directive('@auth(roles: [ADMIN])')
  async setUserMetadata(
    @Ctx() context: CallerContext,
    @Arg('userId', () => ID, whose) userId: string,
    @Arg('publicMetadata', () => GraphQLJSONObject, {
      nullable: true,
      description: 'What its owner reads too: up to 4 KB of JSON.',
    })
    publicMetadata?: Metadata | null,
    @Arg('privateMetadata', () => GraphQLJSONObject, {
      nullable: true,
      description: 'What admins alone read: up to 4 KB of JSON.',
    })
    privateMetadata?: Metadata | null,
  ): Promise<UserType> {
    const change = { publicMetadata, privateMetadata };
    return toUser(await this.setMetadata(await requireCaller(context), userId, change, context.origin));
  }

  @Mutation(() => UserType, {
    description: "Ends the user's sessions and refuses new ones until restored. Not the last admin.",
  })
  @Directive('@auth(roles: [ADMIN])')
  async suspendUser(
    @Ctx() context: CallerContext,
    @Arg('userId', () => ID, whose) userId: string,
    @Arg('reason', () => String, {
      nullable: true,
      description: 'For admins: up to 500 characters.',
    })
    reason?: string | null,
  ): Promise<UserType> {
    return toUser(await this.suspend(await requireCaller(context), userId, reason, context.origin));
  }

  @Mutation(() => UserType, {
    description: 'Undoes a suspension, and a deletion while its grace lasts. Ended sessions stay ended.',
  })
  @Directive('@auth(roles: [ADMIN])')
  async restoreUser(
    @Ctx() context: CallerContext,
    @Arg('userId', () => ID, whose) userId: string,
  ): Promise<UserType> {
    return toUser(await this.restore(await requireCaller(context), userId, context.origin));
  }

  @Mutation(() => UserType, { description: 'Makes an account for somebody, and mails nobody.' })
  @Directive('@auth(roles: [ADMIN])')
  async createUser(
    @Ctx() context: CallerContext,
    @Arg('input', () => CreateUserInputType, { description: 'Whose account.' }) input: CreateUserInputType,
  ): Promise<UserType> {
    return toUser(await this.newUsers.create(await requireCaller(context), input, context.origin));
  }

  @Mutation(() => UserType, {
    description:
      'Makes an account and mails its owner a link that sets the password. The use of the link proves the address. Once more for who has not taken it up: a new link, and the old one is void. It also dies when your session is ended, other than by a plain sign-out. Where there are no passwords, the mail says to sign in by mail; FORBIDDEN where neither is on.',
  })
  @Directive('@auth(roles: [ADMIN])')
  async inviteUser(
    @Ctx() context: CallerContext,
    @Arg('email', () => EmailAddressScalar, { description: 'Whom.' }) email: string,
    @Arg('roles', () => [Role], { description: 'Beside USER, which everybody has.' }) roles: Role[],
  ): Promise<UserType> {
    return toUser(await this.invite(await requireCaller(context), email, roles, context.origin));
  }
}
