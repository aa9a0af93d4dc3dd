import type { mongo } from 'mongoose';

import { afterCommit } from './after-commit.js';
import type { EventName, EventPayloads, RequestOrigin } from './event-catalogue.js';

/** What listeners are told. That no payload holds a secret, an address or a name is the rule of event-payloads.ts. */
export interface AppEvent<Name extends EventName = EventName> {
  readonly name: Name;
  readonly at: Date;
  /** Absent where no request caused it. */
  readonly origin: RequestOrigin | undefined;
  readonly payload: EventPayloads[Name];
}

/** Called before the request goes on: it must not throw, nor take long. */
export type EventListener = (event: AppEvent) => void;

/** Writes an event with the change that it tells of: what is written stands with it, or not at all. May be asked again, as the transaction may run again. */
export type EventKeeper = (event: AppEvent, transaction: mongo.ClientSession) => Promise<void>;

/** Raises events to whoever listens; a listener must not throw and is not waited for. */
export class Events {
  readonly #listeners: EventListener[] = [];
  readonly #keepers: EventKeeper[] = [];

  /** @param causedBy `command`: nothing that is raised comes from a request, whatever the use case was given. */
  constructor(
    private readonly clock: { now(): Date },
    private readonly causedBy: 'requests' | 'command' = 'requests',
  ) {}

  subscribe(listener: EventListener): void {
    this.#listeners.push(listener);
  }

  keepBy(keeper: EventKeeper): void {
    this.#keepers.push(keeper);
  }

  raise<Name extends EventName>(name: Name, payload: EventPayloads[Name], origin?: RequestOrigin): void {
    this.#tell(this.#make(name, payload, origin));
  }

  /**
   * In a transaction of `Ground.inTransaction`: keepers write it there, and listeners are told once it stands.
   * @throws TypeError in another.
   */
  async raiseIn<Name extends EventName>(
    transaction: mongo.ClientSession,
    name: Name,
    payload: EventPayloads[Name],
    origin?: RequestOrigin,
  ): Promise<void> {
    const event = this.#make(name, payload, origin);
    afterCommit(transaction, () => {
      this.#tell(event);
    });
    for (const keep of this.#keepers) await keep(event, transaction);
  }

  #make<Name extends EventName>(
    name: Name,
    payload: EventPayloads[Name],
    origin: RequestOrigin | undefined,
  ): AppEvent<Name> {
    const cause = this.causedBy === 'requests' ? origin : undefined;
    return { name, at: this.clock.now(), origin: cause, payload };
  }

  #tell(event: AppEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
