/**
 * What of an upstream is read and may be read anew: its schema as the engine guards it, and its trusted documents. What was read last
 * and is good counts; an operation under way goes on with what it began with.
 */
import type { UpstreamSetting } from '../config/upstream-settings.js';
import type { Clock } from '../foundation/clock.js';
import type { Events } from '../foundation/events.js';
import type { Logger } from '../foundation/logger.js';
import type { Siblings } from '../foundation/siblings.js';
import { StartupError } from '../foundation/startup-error.js';
import { readUpstreamSchema } from './engine/read-upstream-schema.js';
import { findUnheeded } from './engine/unheeded-directives.js';
import { createUpstreamEngine, type UpstreamEngine } from './engine/upstream-engine.js';
import { UpstreamSchemaError } from './engine/upstream-schema-error.js';
import type { UpstreamSchema } from './engine/upstream-schema.js';
import {
  createKeptDocuments,
  createKnownDocuments,
  type KeptDocuments,
  type KnownDocuments,
  type TrustedDocuments,
} from './known-documents.js';
import { placeOf, type ReadSdl, SdlOutOfReach } from './read-sdl.js';
import { findUnfit, readTrustedDocuments } from './trusted-documents.js';
import { UpstreamFault } from './upstream-fault.js';

export interface GuardedUpstreamOptions {
  readonly upstream: UpstreamSetting;
  readonly readSdl: ReadSdl;
  /** Those that `@auth` may name. */
  readonly roles: readonly string[];
  readonly permissions: readonly string[];
  readonly introspection: boolean;
  readonly events: Events;
  readonly clock: Clock;
  readonly log: Logger;
  /** Other processes of the gateway; undefined where it is one. */
  readonly siblings: Pick<Siblings, 'remember' | 'remembered'> | undefined;
}

/** What a reading is made of. */
interface Source {
  readonly sdl: string;
  readonly trusted: TrustedDocuments | undefined;
}

/** Of one reading. */
interface Reading extends Source {
  /** Whether nothing of it is guarded. */
  readonly isOpen: boolean;
  readonly engine: UpstreamEngine;
  readonly documents: KnownDocuments;
}

export interface GuardedUpstream {
  /** One that does not answer is read once it does. @throws StartupError that names upstream and place. */
  open(): Promise<void>;
  /** Where something is wrong, what was read before stays, and an event tells. */
  readAnew(): Promise<void>;
  /** Where it is time to, and as long as it has not been read. */
  readWhenDue(): Promise<void>;
  /** @throws UpstreamFault where it has not been read yet. */
  current(): Pick<Reading, 'engine' | 'documents'>;
}

export function createGuardedUpstream(options: GuardedUpstreamOptions): GuardedUpstream {
  const { upstream, events, clock, siblings } = options;
  const { name } = upstream;
  // Of callers, who need not send theirs anew because something was read anew.
  const kept = upstream.apq ? createKeptDocuments() : undefined;
  const refusals = createRefusals(options);
  let reading: Reading | undefined;
  let readAt = 0;
  let turn = Promise.resolve();
  const now = () => clock.now().getTime();

  /** @returns whether it is another. */
  const take = async (source: Source): Promise<boolean> => {
    if (reading !== undefined && isSame(reading, source)) return false;
    reading = await toReading(options, kept, source, reading);
    siblings?.remember(...toMemory(name, source));
    return true;
  };
  const readOnce = async () => {
    readAt = now();
    try {
      if (await take(await readSource(options))) events.raise('upstream.schema-changed', { upstream: name });
      refusals.forget();
    } catch (error) {
      refusals.tell(error as Error, reading !== undefined);
    }
  };
  // One after the other: what was asked for first may come last, and would take the place of what is newer.
  const readAnew = () => (turn = turn.then(readOnce));
  return {
    async open() {
      readAt = now();
      const memory = siblings?.remembered(memoryOf(name));
      const known = ofMemory(memory);
      try {
        if (memory === undefined) await take(await readSource(options));
        else if (known !== undefined) await take(known);
      } catch (error) {
        if (!(error instanceof SdlOutOfReach)) throw toStartupError(name, error);
        refusals.tell(error, false);
        siblings?.remember(...toMemory(name, undefined));
      }
      // One that takes the place of another is no new start: what is wrong by now, or does not answer, holds it up no more than the others.
      if (memory !== undefined && (upstream.refreshMs > 0 || reading === undefined)) void readAnew();
    },
    readAnew,
    async readWhenDue() {
      const isDue = upstream.refreshMs > 0 && now() - readAt >= upstream.refreshMs;
      if (reading === undefined || isDue) await readAnew();
    },
    current() {
      if (reading === undefined) throw new UpstreamFault('down', 'its schema has not been read yet');
      return reading;
    },
  };
}

/** What is not taken is told once for each mistake, and not at each turn. */
function createRefusals({ upstream: { name }, events, log }: GuardedUpstreamOptions) {
  let told: string | undefined;
  return {
    tell(error: Error, hasReading: boolean): void {
      const { message } = error;
      if (told === message) return;
      told = message;
      const reason = error instanceof UpstreamSchemaError ? 'invalid' : 'unreadable';
      events.raise('upstream.schema-refused', { upstream: name, reason });
      const says = hasReading
        ? 'what was read anew of an upstream is not taken'
        : 'an upstream is UNAVAILABLE until its schema can be read';
      log.warn({ upstream: name, problem: message }, says);
    },
    forget(): void {
      told = undefined;
    },
  };
}

function toStartupError(name: string, error: unknown): StartupError {
  const { message } = error as Error;
  const told = error instanceof UpstreamSchemaError ? message : `The upstream ${name}: ${message}.`;
  return new StartupError(told, { cause: error });
}

async function readSource({ upstream, readSdl }: GuardedUpstreamOptions): Promise<Source> {
  const sdl = await readSdl(upstream);
  return { sdl, trusted: upstream.documents && (await readTrustedDocuments(upstream.documents.file)) };
}

/** @throws UpstreamSchemaError */
async function toReading(
  options: GuardedUpstreamOptions,
  kept: KeptDocuments | undefined,
  { sdl, trusted }: Source,
  before: Reading | undefined,
): Promise<Reading> {
  const { upstream, roles, permissions, introspection } = options;
  const { name, onDenied, conceal, limits } = upstream;
  const schema = readUpstreamSchema({ name, sdl, place: placeOf(upstream), roles, permissions });
  const isOpen = schema.index.requirements.length === 0;
  if (isOpen) tellOpen(options, before);
  tellUnheeded(options, sdl);
  if (trusted !== undefined) await tellUnfit(options, schema, trusted);
  return {
    ...{ sdl, isOpen },
    trusted,
    engine: createUpstreamEngine(schema, { onDenied, introspection, conceal, limits }),
    documents: createKnownDocuments({ trusted, only: upstream.documents?.only ?? false, kept }),
  };
}

/**
 * For a process that takes the place of this one: it goes on with what was good, whatever there is to read by then.
 * @param source undefined: it could not be read yet.
 */
function toMemory(name: string, source: Source | undefined): [name: string, kept: string] {
  const written = source && { sdl: source.sdl, trusted: source.trusted && [...source.trusted] };
  return [memoryOf(name), JSON.stringify(written ?? null)];
}

function memoryOf(name: string): string {
  return `what was read of the upstream ${name}`;
}

function ofMemory(kept = 'null'): Source | undefined {
  const read = JSON.parse(kept) as { readonly sdl: string; readonly trusted?: [string, string][] } | null;
  return read === null ? undefined : { sdl: read.sdl, trusted: read.trusted && new Map(read.trusted) };
}

async function tellUnfit(
  { upstream: { name }, log }: GuardedUpstreamOptions,
  schema: UpstreamSchema,
  trusted: TrustedDocuments,
): Promise<void> {
  const unfit = await findUnfit(schema, trusted);
  if (unfit.length === 0) return;
  const told = { upstream: name, unfit: unfit.length, documents: unfit.slice(0, MOST_TOLD) };
  log.warn(told, 'trusted documents of an upstream do not fit its schema');
}

const MOST_TOLD = 10;

function tellUnheeded({ upstream: { name }, log }: GuardedUpstreamOptions, sdl: string): void {
  const directives = findUnheeded(sdl);
  if (directives.length > 0)
    log.warn(
      { upstream: name, directives },
      'directives in the SDL of an upstream guard nothing here: @auth does',
    );
}

/** @throws UpstreamSchemaError where it was guarded before, as when a server begins to print its schema without its directives. */
function tellOpen({ upstream: { name }, log }: GuardedUpstreamOptions, before: Reading | undefined): void {
  if (before?.isOpen === false)
    throw new UpstreamSchemaError(name, [{ place: '', problem: 'it has no @auth any longer' }]);
  log.warn({ upstream: name }, 'the SDL of an upstream has no @auth: each of its fields is open to anybody');
}

function isSame(one: Source, other: Source): boolean {
  return one.sdl === other.sdl && areSame(one.trusted, other.trusted);
}

function areSame(one: TrustedDocuments | undefined, other: TrustedDocuments | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return one.size === other.size && [...one].every(([name, text]) => other.get(name) === text);
}
