import { GraphQLDateTime } from 'graphql-scalars';
import { Arg, Ctx, Directive, ID, Int, Mutation, Query, Resolver } from 'type-graphql';

import type { CallerContext } from '../users/caller.js';
import { requireCaller } from '../users/require-caller.js';
import type { ListDeliveries } from './delivery-list.js';
import type { Endpoints } from './endpoints.js';
import type { ReplayDeliveries } from './replay-deliveries.js';
import {
  toDeliveryConnection,
  WebhookDeliveryConnectionType,
  WebhookDeliveryFilterInput,
} from './webhook-delivery.type.js';
import { toWebhook, WebhookType } from './webhook.type.js';

/** Who is told, and the log of it, for admins. */
@Resolver()
export class WebhooksResolver {
  constructor(
    private readonly endpoints: Endpoints,
    private readonly list: ListDeliveries,
    private readonly replay: ReplayDeliveries,
  ) {}

  @Query(() => [WebhookType], {
    description: 'Who is told of events: those of WEBHOOKS, then those that admins made. Never what signs.',
  })
  @Directive('@auth(roles: [ADMIN])')
  async webhooks(): Promise<WebhookType[]> {
    await this.endpoints.refresh();
    const on = this.endpoints.on();
    return this.endpoints.all().map((endpoint) => toWebhook(endpoint, on.includes(endpoint)));
  }

  @Query(() => WebhookDeliveryConnectionType, {
    description: 'What was told to endpoints in the last 30 days, newest first.',
  })
  @Directive('@auth(roles: [ADMIN])')
  async webhookDeliveries(
    @Arg('filter', () => WebhookDeliveryFilterInput, { nullable: true, description: 'Absent: everything.' })
    filter: WebhookDeliveryFilterInput | null | undefined,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: 'How many: 1 to 100.' })
    first: number | null,
    @Arg('after', () => String, {
      nullable: true,
      description: 'The cursor of this very list after which the page begins; absent: from the newest.',
    })
    after?: string | null,
  ): Promise<WebhookDeliveryConnectionType> {
    return toDeliveryConnection(await this.list(filter ?? {}, { first, after }));
  }

  @Mutation(() => Int, {
    description:
      'Has webhooks sent again that were taken or given up: those named, or of a span the oldest 1,000. Says how many. Each keeps its `webhook-id`. Asks for a fresh sign-in of the admin.',
  })
  @Directive('@auth(roles: [ADMIN])')
  async replayWebhookDeliveries(
    @Ctx() context: CallerContext,
    @Arg('ids', () => [ID], { nullable: true, description: 'Up to 1,000; absent: a span.' })
    ids?: string[] | null,
    @Arg('from', () => GraphQLDateTime, {
      nullable: true,
      description: 'Happened from this moment on; required without `ids`.',
    })
    from?: Date | null,
    @Arg('to', () => GraphQLDateTime, { nullable: true, description: 'Happened before this moment.' })
    to?: Date | null,
    @Arg('endpoint', () => String, { nullable: true, description: 'Only to this one.' })
    endpoint?: string | null,
  ): Promise<number> {
    return this.replay(await requireCaller(context), { ids, from, to, endpoint }, context.origin);
  }
}
