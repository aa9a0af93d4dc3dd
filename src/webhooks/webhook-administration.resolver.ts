import { Arg, Ctx, Directive, ID, Int, Mutation, Resolver } from 'type-graphql';

import type { CallerContext } from '../users/caller.js';
import { requireCaller } from '../users/require-caller.js';
import type { ManageWebhooks } from './manage-webhooks.js';
import {
  toChangedWebhook,
  toKeyedWebhook,
  WebhookInputType,
  WebhookSecretType,
  WebhookType,
} from './webhook.type.js';

/** Endpoints that admins make (WEBHOOKS_BY_ADMINS). */
@Resolver()
export class WebhookAdministrationResolver {
  constructor(private readonly webhooks: ManageWebhooks) {}

  @Mutation(() => WebhookSecretType, {
    description:
      'Makes an endpoint, told from now on, and the secret that signs what it is told: shown this once. Up to 20 beside those of WEBHOOKS. Asks for a fresh sign-in of the admin.',
  })
  @Directive('@auth(roles: [ADMIN])')
  async createWebhook(
    @Ctx() context: CallerContext,
    @Arg('input', () => WebhookInputType, { description: 'Who is told of what.' }) input: WebhookInputType,
  ): Promise<WebhookSecretType> {
    const admin = await requireCaller(context);
    return toKeyedWebhook(await this.webhooks.create(admin, input, context.origin));
  }

  @Mutation(() => WebhookType, {
    description:
      'Replaces URL and events of an endpoint that an admin made; its secret stays. What waits for it goes to the new URL, and one that had answered 410 is told again. Asks for a fresh sign-in of the admin.',
  })
  @Directive('@auth(roles: [ADMIN])')
  async setWebhook(
    @Ctx() context: CallerContext,
    @Arg('input', () => WebhookInputType, { description: 'As it is from now on.' }) input: WebhookInputType,
  ): Promise<WebhookType> {
    const admin = await requireCaller(context);
    return toChangedWebhook(await this.webhooks.set(admin, input, context.origin));
  }

  @Mutation(() => Boolean, {
    description:
      'Takes away an endpoint that an admin made; what waits for it is given up, and its log stays. Asks for a fresh sign-in of the admin.',
  })
  @Directive('@auth(roles: [ADMIN])')
  async removeWebhook(
    @Ctx() context: CallerContext,
    @Arg('id', () => ID, { description: 'Its name.' }) id: string,
  ): Promise<boolean> {
    await this.webhooks.remove(await requireCaller(context), id, context.origin);
    return true;
  }

  @Mutation(() => WebhookSecretType, {
    description:
      'Makes another secret for an endpoint that an admin made: shown this once. The one before it signs too until `previousSecretUntil`, so that the receiver may hold either. Asks for a fresh sign-in of the admin.',
  })
  @Directive('@auth(roles: [ADMIN])')
  async rotateWebhookSecret(
    @Ctx() context: CallerContext,
    @Arg('id', () => ID, { description: 'Its name.' }) id: string,
    @Arg('overlapHours', () => Int, {
      defaultValue: 24,
      description: 'For how long both sign: 0 to 168. 0 where the old one has leaked.',
    })
    overlapHours: number,
  ): Promise<WebhookSecretType> {
    const admin = await requireCaller(context);
    return toKeyedWebhook(await this.webhooks.rotateSecret(admin, id, overlapHours, context.origin));
  }
}
