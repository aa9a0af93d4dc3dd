import { Arg, Ctx, Directive, ID, Mutation, Resolver } from 'type-graphql';

import type { CallerContext } from '../users/caller.js';
import { requireCaller } from '../users/require-caller.js';
import { toUser, UserType } from '../users/user.type.js';
import type { LinkProvider } from './link-provider.js';

const providerArgument = { description: 'As in `authConfig.providers`.' };

@Resolver()
export class FederationResolver {
  constructor(private readonly links: LinkProvider) {}

  @Mutation(() => UserType, {
    description:
      'Links an account of a provider, which signs in from now on as well. Asks for a fresh sign-in.',
  })
  @Directive('@auth')
  async linkProvider(
    @Ctx() context: CallerContext,
    @Arg('provider', () => ID, providerArgument) provider: string,
    @Arg('token', () => String, { description: "The provider's ID token." }) token: string,
    @Arg('nonce', () => String, { nullable: true, description: 'Where the frontend sent one.' })
    nonce?: string | null,
  ): Promise<UserType> {
    const caller = await requireCaller(context);
    return toUser(await this.links.link(caller, provider, token, nonce ?? undefined, context.origin));
  }

  @Mutation(() => UserType, {
    description:
      'Ends a linking that began at `startUrl` with `mode=link`: links that account of the provider to the own one. Asks for a fresh sign-in.',
  })
  @Directive('@auth')
  async completeLink(
    @Ctx() context: CallerContext,
    @Arg('code', () => String, { description: 'As `?code=` of the page; good once, for a minute.' })
    code: string,
    @Arg('codeVerifier', () => String, { description: 'Of the `code_challenge` it began with.' })
    codeVerifier: string,
  ): Promise<UserType> {
    const caller = await requireCaller(context);
    return toUser(await this.links.complete(caller, { code, codeVerifier }, context.origin));
  }

  @Mutation(() => UserType, {
    description: 'Unlinks it; never the last way into the account. Asks for a fresh sign-in.',
  })
  @Directive('@auth')
  async unlinkProvider(
    @Ctx() context: CallerContext,
    @Arg('provider', () => ID, providerArgument) provider: string,
  ): Promise<UserType> {
    const caller = await requireCaller(context);
    return toUser(await this.links.unlink(caller, provider, context.origin));
  }
}
