/** The endpoints of WEBHOOKS, and which of them have answered 410 Gone and are off. Off is known within seconds by every replica. */
import type { WebhookSetting } from '../config/webhook-settings.js';
import { rawCollection } from '../database/raw-collection.js';
import type { Clock } from '../foundation/clock.js';
import type { EventName } from '../foundation/event-catalogue.js';
import { eventsMatching } from '../foundation/event-patterns.js';
import type { EndpointStateModel } from './endpoint-state.model.js';

export interface Endpoint extends WebhookSetting {
  /** `events` of the setting, each by its name. */
  readonly wanted: ReadonlySet<EventName>;
}

export interface Endpoints {
  readonly all: readonly Endpoint[];
  /** Those that are not off, as of the last look. */
  on(): readonly Endpoint[];
  find(id: string): Endpoint | undefined;
  /** Looks who is off. */
  refresh(): Promise<void>;
  /** @returns whether it was on. */
  switchOff(endpoint: Endpoint): Promise<boolean>;
  /** @returns whether it was off. */
  switchOn(endpoint: Endpoint): Promise<boolean>;
}

export interface EndpointsOptions {
  readonly settings: readonly WebhookSetting[];
  readonly model: EndpointStateModel;
  readonly clock: Clock;
}

export function createEndpoints({ settings, model, clock }: EndpointsOptions): Endpoints {
  const states = rawCollection(model);
  const all = settings.map((setting) => ({
    ...setting,
    wanted: new Set(setting.events.flatMap(eventsMatching)),
  }));
  let off: ReadonlySet<string> = new Set();
  const keyOf = ({ id, url }: { readonly id: string; readonly url: string }) => `${id} ${url}`;

  return {
    all,
    on: () => all.filter((endpoint) => !off.has(keyOf(endpoint))),
    find: (id) => all.find((endpoint) => endpoint.id === id),
    async refresh() {
      const gone = await states.find({}).toArray();
      off = new Set(gone.map(({ _id: id, url }) => keyOf({ id, url })));
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
