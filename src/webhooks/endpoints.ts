/**
 * The endpoints of WEBHOOKS and of admins, and which of them have answered 410 Gone and are off. What another replica changes of them is
 * known here within seconds.
 */
import type { WebhookSetting } from '../config/webhook-settings.js';
import { rawCollection } from '../database/raw-collection.js';
import type { Clock } from '../foundation/clock.js';
import type { EventName } from '../foundation/event-catalogue.js';
import { eventsMatching } from '../foundation/event-patterns.js';
import type { EndpointStateModel } from './endpoint-state.model.js';
import type { RegisteredWebhook, RegisteredWebhooks } from './registered-webhooks.js';

export interface Endpoint extends WebhookSetting {
  /** `events`, each by its name. */
  readonly wanted: ReadonlySet<EventName>;
  /** Undefined: it is of WEBHOOKS, where alone it can be changed. */
  readonly registered: Pick<RegisteredWebhook, 'createdAt' | 'updatedAt' | 'previousSecretUntil'> | undefined;
}

export interface Endpoints {
  /** As of the last look: those of WEBHOOKS, then those of admins. */
  all(): readonly Endpoint[];
  /** Those that are not off, as of the last look. */
  on(): readonly Endpoint[];
  find(id: string): Endpoint | undefined;
  /** Looks which there are, and who is off. */
  refresh(): Promise<void>;
  /** @returns whether it was on. */
  switchOff(endpoint: Pick<Endpoint, 'id' | 'url'>): Promise<boolean>;
  /** @returns whether it was off. */
  switchOn(endpoint: Pick<Endpoint, 'id' | 'url'>): Promise<boolean>;
}

export interface EndpointsOptions {
  readonly settings: readonly WebhookSetting[];
  /** Undefined: those of WEBHOOKS are all there are. */
  readonly registered: Pick<RegisteredWebhooks, 'list'> | undefined;
  readonly model: EndpointStateModel;
  readonly clock: Clock;
}

export function createEndpoints({ settings, registered, model, clock }: EndpointsOptions): Endpoints {
  const states = rawCollection(model);
  const fixed = settings.map((setting) => toEndpoint(setting, undefined));
  let all: readonly Endpoint[] = fixed;
  let off: ReadonlySet<string> = new Set();
  // Looks are numbered: what a later one saw is never overwritten by an earlier one that took longer.
  let begun = 0;
  let applied = 0;

  return {
    all: () => all,
    on: () => all.filter((endpoint) => !off.has(keyOf(endpoint))),
    find: (id) => all.find((endpoint) => endpoint.id === id),
    async refresh() {
      const turn = ++begun;
      const [gone, made] = await Promise.all([states.find({}).toArray(), registered?.list() ?? []]);
      if (turn < applied) return;
      applied = turn;
      off = new Set(gone.map(({ _id: id, url }) => keyOf({ id, url })));
      all = [...fixed, ...made.filter(({ id }) => !isIn(fixed, id)).map((each) => toEndpoint(each, each))];
    },
    async switchOff(endpoint) {
      off = new Set([...off, keyOf(endpoint)]);
      const { id, url } = endpoint;
      // An answer of an older URL is replaced; the same URL is written once.
      const before = await states.findOneAndUpdate(
        { _id: id },
        { $set: { url, goneAt: clock.now() } },
        { upsert: true, returnDocument: 'before' },
      );
      return before?.url !== url;
    },
    async switchOn(endpoint) {
      const { deletedCount } = await states.deleteOne({ _id: endpoint.id, url: endpoint.url });
      off = new Set([...off].filter((key) => key !== keyOf(endpoint)));
      return deletedCount === 1;
    },
  };
}

const keyOf = ({ id, url }: Pick<Endpoint, 'id' | 'url'>) => `${id} ${url}`;

/** WEBHOOKS may come to name what an admin has made before: its own is told. */
const isIn = (endpoints: readonly Endpoint[], id: string) => endpoints.some((each) => each.id === id);

function toEndpoint(
  { id, url, secrets, events }: WebhookSetting,
  registered: RegisteredWebhook | undefined,
): Endpoint {
  const wanted = new Set(events.flatMap(eventsMatching));
  return { id, url, secrets, events, wanted, registered };
}
