/**
 * The rooms that stand, and what they have added. Collects; knows no room by name. Building a room asks nothing of the
 * database: indexes, the feed of changes and whatever a room does at its start come with `start`, when all rooms stand.
 */
import { type ChangeFeed, createChangeFeed } from '../database/change-feed.js';
import { createIndexes } from '../database/create-indexes.js';
import { Lifecycle } from '../foundation/lifecycle.js';
import type { Measure } from '../foundation/measure.js';
import { startSchedule } from '../jobs/schedule.js';
import type { Contributions, Lists, Room, Tables } from './contributions.js';
import { type Ground, layGround, type Parts, type Site } from './ground.js';

/** @throws StartupError where SECRET can neither be read nor be kept. */
export async function buildHouse(site: Omit<Site, 'isFed' | 'lastSilence'>, parts: Parts): Promise<House> {
  const feed = createChangeFeed({
    connection: site.connection,
    watches: () => house.list('watches'),
    log: parts.log,
    clock: parts.clock,
  });
  const told = { isFed: () => feed.isFed(), lastSilence: () => feed.lastSilence() };
  const house = new House(await layGround({ ...site, ...told }, parts), feed);
  house.add({ contributes: { measures: [measureFeed(feed)] } });
  return house;
}

function measureFeed(feed: ChangeFeed): Measure {
  return {
    name: 'portcullis_change_feed_silence_seconds',
    help: 'How long ago the database last answered the change feed, which asks it when a request wants to know, and every 0.4 s.',
    kind: 'gauge',
    amongWorkers: 'max',
    read: () => feed.silentSeconds(),
  };
}

/** TypeScript lets members pass that a type does not name: a misspelt eraser would erase nothing, in silence. */
interface WithoutUnknownKinds<Added extends Room> {
  readonly contributes: Readonly<Record<Exclude<keyof Added['contributes'], keyof Contributions>, never>>;
}

/** The rooms in their order, with what each has added. Made by `buildHouse` alone; `add` comes before `start`, and `start` once. */
export class House {
  readonly #rooms: Room[] = [];
  readonly #lifecycle = new Lifecycle();

  constructor(
    readonly ground: Ground,
    private readonly feed: ChangeFeed,
  ) {}

  /** @returns the room, for those that need it. A kind that nobody collects does not compile. */
  add<Added extends Room>(room: Added & WithoutUnknownKinds<Added>): Added {
    this.#rooms.push(room);
    const { stop } = room.contributes;
    if (stop !== undefined) this.#lifecycle.onStop(async () => stop());
    return room;
  }

  /** Of all rooms, in their order. Complete only once all of them stand: whoever is built before asks when it is needed. */
  list<Kind extends keyof Lists>(kind: Kind): readonly Lists[Kind][] {
    return this.#rooms.flatMap(({ contributes }) => (contributes[kind] ?? []) as readonly Lists[Kind][]);
  }

  /** Likewise, by name. @throws TypeError where two rooms give the same name. */
  table<Kind extends keyof Tables>(kind: Kind): Tables[Kind] {
    const entries = this.#rooms.flatMap(({ contributes }) => Object.entries(contributes[kind] ?? {}));
    const names = entries.map(([name]) => name);
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined) throw new TypeError(`Two rooms give ${twice} among ${kind}.`);
    return Object.fromEntries(entries) as Tables[Kind];
  }

  /** Of all rooms. Uniqueness rests on them, so they stand before anything else is done. */
  async createIndexes(): Promise<void> {
    // One after another: where several replicas start at once on a busy database, a connection for each is too much to ask.
    for (const model of Object.values(this.ground.connection.models)) await createIndexes(model);
  }

  /** Once the indexes stand. */
  async start(): Promise<void> {
    for (const keeper of this.list('keepers')) this.ground.events.keepBy(keeper);
    for (const listener of this.list('listeners')) this.ground.events.subscribe(listener);
    this.#lifecycle.onStop(() => this.feed.stop());
    await this.feed.start();
    for (const { contributes } of this.#rooms) await contributes.start?.();
  }

  /** What is done by the clock, for those who serve requests. */
  async startJobs(): Promise<void> {
    const jobs = this.list('jobs');
    for (const job of jobs) await job.atStart?.();
    const schedule = startSchedule(jobs, this.ground.log);
    this.#lifecycle.onStop(() => schedule.stop());
  }

  /** Ready is not waited for it. */
  async warm(): Promise<void> {
    for (const { contributes } of this.#rooms) await contributes.warm?.();
  }

  /** Also where a part of it never stood. */
  stop(): Promise<void> {
    return this.#lifecycle.stop();
  }
}
