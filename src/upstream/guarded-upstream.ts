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
  readonly siblings: Pick<Siblings, 'remember' | 'remembers'> | undefined;
}

/** Of one reading. */
interface Reading {
  readonly sdl: string;
  /** Whether nothing of it is guarded. */
  readonly isOpen: boolean;
  readonly trusted: TrustedDocuments | undefined;
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
  const { upstream, events, clock, log } = options;
  const { name } = upstream;
  // Of callers, who need not send theirs anew because something was read anew.
  const kept = upstream.apq ? createKeptDocuments() : undefined;
  let reading: Reading | undefined;
  let readAt = 0;
  let told: string | undefined;
  let turn = Promise.resolve();
  const now = () => clock.now().getTime();

  const refuse = (error: Error) => {
    const { message } = error;
    // Once for each mistake, and not at each turn.
    if (told !== message) {
      const reason = error instanceof UpstreamSchemaError ? 'invalid' : 'unreadable';
      events.raise('upstream.schema-refused', { upstream: name, reason });
      const says =
        reading === undefined
          ? 'an upstream is UNAVAILABLE until its schema can be read'
          : 'what was read anew of an upstream is not taken';
      log.warn({ upstream: name, problem: message }, says);
    }
    told = message;
  };

  const readOnce = async () => {
    readAt = now();
    try {
      const next = await read(options, kept, reading);
      if (next !== reading) events.raise('upstream.schema-changed', { upstream: name });
      reading = next;
      told = undefined;
    } catch (error) {
      refuse(error as Error);
    }
  };
  // One after the other: what was asked for first may come last, and would take the place of what is newer.
  const readAnew = () => (turn = turn.then(readOnce));
  return {
    async open() {
      readAt = now();
      try {
        reading = await read(options, kept, undefined);
      } catch (error) {
        if (!(error instanceof SdlOutOfReach)) throw toStartupError(name, error);
        refuse(error);
      }
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

function toStartupError(name: string, error: unknown): StartupError {
  const { message } = error as Error;
  const told = error instanceof UpstreamSchemaError ? message : `The upstream ${name}: ${message}.`;
  return new StartupError(told, { cause: error });
}

/** @returns the same where nothing has changed. */
async function read(
  options: GuardedUpstreamOptions,
  kept: KeptDocuments | undefined,
  before: Reading | undefined,
): Promise<Reading> {
  const { upstream, readSdl, roles, permissions, introspection } = options;
  const sdl = await readSdl(upstream);
  const trusted = upstream.documents && (await readTrustedDocuments(upstream.documents.file));
  if (before?.sdl === sdl && isSame(before.trusted, trusted)) return before;
  const { name, onDenied, conceal, limits } = upstream;
  const schema = readUpstreamSchema({ name, sdl, place: placeOf(upstream), roles, permissions });
  const isOpen = schema.index.requirements.length === 0;
  if (isOpen) tellOpen(options, before);
  else options.siblings?.remember(guardedNote(name));
  if (trusted !== undefined) await tellUnfit(options, schema, trusted);
  return {
    ...{ sdl, isOpen },
    trusted,
    engine: createUpstreamEngine(schema, { onDenied, introspection, conceal, limits }),
    documents: createKnownDocuments({ trusted, only: upstream.documents?.only ?? false, kept }),
  };
}

/** For a process that takes the place of this one. */
function guardedNote(name: string): string {
  return `upstream ${name} is guarded`;
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

/** @throws UpstreamSchemaError where it was guarded before, as when a server begins to print its schema without its directives. */
function tellOpen(
  { upstream: { name }, log, siblings }: GuardedUpstreamOptions,
  before: Reading | undefined,
): void {
  // A worker that takes the place of another is no new start.
  if (before?.isOpen === false || siblings?.remembers(guardedNote(name)) === true)
    throw new UpstreamSchemaError(name, [{ place: '', problem: 'it has no @auth any longer' }]);
  log.warn({ upstream: name }, 'the SDL of an upstream has no @auth: each of its fields is open to anybody');
}

function isSame(one: TrustedDocuments | undefined, other: TrustedDocuments | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return one.size === other.size && [...one].every(([name, text]) => other.get(name) === text);
}
