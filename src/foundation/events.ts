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

/** Raises events to whoever listens; a listener must not throw and is not waited for. */
export class Events {
  readonly #listeners: EventListener[] = [];

  /** @param causedBy `command`: nothing that is raised comes from a request, whatever the use case was given. */
  constructor(
    private readonly clock: { now(): Date },
    private readonly causedBy: 'requests' | 'command' = 'requests',
  ) {}

  subscribe(listener: EventListener): void {
    this.#listeners.push(listener);
  }

  raise<Name extends EventName>(name: Name, payload: EventPayloads[Name], origin?: RequestOrigin): void {
    const cause = this.causedBy === 'requests' ? origin : undefined;
    const event: AppEvent<Name> = { name, at: this.clock.now(), origin: cause, payload };
    for (const listener of this.#listeners) listener(event);
  }
}
