/** Endpoints that admins make, change and take away while gateways run. Those of WEBHOOKS are not theirs to change. */
import type { StepUp } from '../credentials/step-up.js';
import type { Clock } from '../foundation/clock.js';
import { AppError, type FieldProblem, type FieldRule, refuseProblems } from '../foundation/errors.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { Events } from '../foundation/events.js';
import type { AddressGuard } from '../outgoing/address-guard.js';
import type { Caller } from '../users/caller.js';
import type { Deliveries } from './deliveries.js';
import type { Endpoints } from './endpoints.js';
import { judgeWebhook } from './judge-webhook.js';
import {
  MOST_REGISTERED,
  type RegisteredWebhook,
  type RegisteredWebhooks,
  type WebhookWish,
} from './registered-webhooks.js';

/** A week. */
const LONGEST_OVERLAP_HOURS = 168;
const REMOVED = 'REMOVED';

/** With what signs from now on, which is shown this once. */
export interface KeyedWebhook {
  readonly webhook: RegisteredWebhook;
  readonly secret: string;
}

/** Each throws AppError BAD_USER_INPUT, NOT_FOUND, and FORBIDDEN that requires `reauthentication`. */
export interface ManageWebhooks {
  create(admin: Caller, wish: WebhookWish, origin: RequestOrigin): Promise<KeyedWebhook>;
  /** Replaces all of it but the secret. One that had answered 410 is told again. */
  set(admin: Caller, wish: WebhookWish, origin: RequestOrigin): Promise<RegisteredWebhook>;
  /** What waits for it is given up. */
  remove(admin: Caller, id: string, origin: RequestOrigin): Promise<void>;
  /** @param overlapHours for how long the secret of before signs too: 0 to 168. */
  rotateSecret(admin: Caller, id: string, overlapHours: number, origin: RequestOrigin): Promise<KeyedWebhook>;
}

export interface ManageWebhooksOptions {
  readonly registered: RegisteredWebhooks;
  readonly endpoints: Endpoints;
  readonly deliveries: Pick<Deliveries, 'parkAll'>;
  readonly guard: AddressGuard;
  /** Ids of WEBHOOKS. */
  readonly reserved: readonly string[];
  readonly stepUp: StepUp;
  readonly events: Events;
  readonly clock: Clock;
}

export function createManageWebhooks(options: ManageWebhooksOptions): ManageWebhooks {
  const { registered, endpoints, deliveries, stepUp, clock } = options;
  const begin = async (
    admin: Caller,
    id: string,
    problems: readonly FieldProblem[],
    origin: RequestOrigin,
  ) => {
    refuseProblems(problems);
    if (options.reserved.includes(id)) refuse('read-only', 'is of WEBHOOKS, and changed there alone');
    await stepUp(admin, {}, origin);
  };
  const end = createEnd(options);

  return {
    async create(admin, wish, origin) {
      await begin(admin, wish.id, judgeWebhook(wish, options.guard), origin);
      const created = await registered.create(wish);
      if (created === 'taken') return refuse('taken', 'is the id of another webhook');
      if (created === 'full')
        return refuse('too-many', `would be one more than the ${MOST_REGISTERED} there may be`);
      await end('webhook.created', admin, wish.id, origin);
      return keyed(created);
    },
    async set(admin, wish, origin) {
      await begin(admin, wish.id, judgeWebhook(wish, options.guard), origin);
      const webhook = found(await registered.set(wish));
      const wasOff = await endpoints.switchOn(webhook);
      await end('webhook.changed', admin, wish.id, origin);
      if (wasOff) options.events.raise('webhook.enabled', { endpoint: wish.id }, origin);
      return webhook;
    },
    async remove(admin, id, origin) {
      await begin(admin, id, [], origin);
      const url = endpoints.find(id)?.url;
      if (!(await registered.remove(id))) throw new AppError('NOT_FOUND');
      if (url !== undefined) await endpoints.switchOn({ id, url });
      await end('webhook.removed', admin, id, origin);
      await deliveries.parkAll(id, REMOVED);
    },
    async rotateSecret(admin, id, overlapHours, origin) {
      await begin(admin, id, judgeOverlap(overlapHours), origin);
      const until = new Date(clock.now().getTime() + overlapHours * 3_600_000);
      const webhook = found(await registered.rotate(id, until));
      await end('webhook.secret-rotated', admin, id, origin);
      return keyed(webhook);
    },
  };
}

type Change = 'webhook.created' | 'webhook.changed' | 'webhook.removed' | 'webhook.secret-rotated';

/** Here it counts at once; the other replicas are told by the change feed. */
function createEnd({ endpoints, events }: ManageWebhooksOptions) {
  return async (change: Change, admin: Caller, endpoint: string, origin: RequestOrigin) => {
    events.raise(change, { endpoint, actorId: admin.user._id.toHexString() }, origin);
    await endpoints.refresh();
  };
}

function refuse(rule: FieldRule, message: string): never {
  throw new AppError('BAD_USER_INPUT', { details: { fields: [{ path: 'id', rule, message }] } });
}

function judgeOverlap(hours: number): readonly FieldProblem[] {
  const message = `must be 0 to ${LONGEST_OVERLAP_HOURS}`;
  const isWithin = hours >= 0 && hours <= LONGEST_OVERLAP_HOURS;
  return isWithin ? [] : [{ path: 'overlapHours', rule: 'range', message }];
}

function found(webhook: RegisteredWebhook | undefined): RegisteredWebhook {
  if (webhook === undefined) throw new AppError('NOT_FOUND');
  return webhook;
}

/** @throws TypeError never: it was sealed a moment ago. */
function keyed(webhook: RegisteredWebhook): KeyedWebhook {
  const [secret] = webhook.secrets;
  if (secret === undefined) throw new TypeError('A secret that was just sealed cannot be opened.');
  return { webhook, secret };
}
