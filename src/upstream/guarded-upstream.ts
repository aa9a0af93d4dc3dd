/**
 * What of an upstream is read and may be read anew: its schema as the engine guards it, and its trusted documents. What was read last
 * and is good counts; an operation under way goes on with what it began with.
 */
import type { UpstreamSetting } from '../config/upstream-settings.js';
import type { Clock } from '../foundation/clock.js';
import type { Events } from '../foundation/events.js';
import type { Logger } from '../foundation/logger.js';
import { StartupError } from '../foundation/startup-error.js';
import { readUpstreamSchema } from './engine/read-upstream-schema.js';
import { createUpstreamEngine, type UpstreamEngine } from './engine/upstream-engine.js';
import { UpstreamSchemaError } from './engine/upstream-schema-error.js';
import {
  createKeptDocuments,
  createKnownDocuments,
  type KeptDocuments,
  type KnownDocuments,
  type TrustedDocuments,
} from './known-documents.js';
import { fileOf, type ReadSdl } from './read-sdl.js';
import { readTrustedDocuments } from './trusted-documents.js';

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
}

/** Of one reading. */
interface Reading {
  readonly sdl: string;
  readonly trusted: TrustedDocuments | undefined;
  readonly engine: UpstreamEngine;
  readonly documents: KnownDocuments;
}

export interface GuardedUpstream {
  /** @throws StartupError that names upstream and place. */
  open(): Promise<void>;
  /** Where something is wrong, what was read before stays, and an event tells. */
  readAnew(): Promise<void>;
  /** Where it is time to. */
  readWhenDue(): Promise<void>;
  /** @throws TypeError before `open`. */
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

  const readOnce = async () => {
    readAt = now();
    try {
      const next = await read(options, kept, reading);
      if (next !== reading) events.raise('upstream.schema-changed', { upstream: name });
      reading = next;
      told = undefined;
    } catch (error) {
      const { message } = error as Error;
      // Once for each mistake, and not at each turn.
      if (told !== message) {
        const reason = error instanceof UpstreamSchemaError ? 'invalid' : 'unreadable';
        events.raise('upstream.schema-refused', { upstream: name, reason });
        log.warn({ upstream: name, problem: message }, 'what was read anew of an upstream is not taken');
      }
      told = message;
    }
  };
  // One after the other: what was asked for first may come last, and would take the place of what is newer.
  const readAnew = () => (turn = turn.then(readOnce));
  return {
    async open() {
      readAt = now();
      reading = await read(options, kept, undefined).catch((error: unknown) => {
        const { message } = error as Error;
        const told = error instanceof UpstreamSchemaError ? message : `The upstream ${name}: ${message}.`;
        throw new StartupError(`${told}\nSee UPSTREAMS.`, { cause: error });
      });
    },
    readAnew,
    async readWhenDue() {
      if (upstream.refreshMs > 0 && now() - readAt >= upstream.refreshMs) await readAnew();
    },
    current() {
      if (reading === undefined) throw new TypeError('An upstream is read before anything is served.');
      return reading;
    },
  };
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
  const schema = readUpstreamSchema({ name, sdl, file: fileOf(upstream), roles, permissions });
  return {
    sdl,
    trusted,
    engine: createUpstreamEngine(schema, { onDenied, introspection, conceal, limits }),
    documents: createKnownDocuments({ trusted, only: upstream.documents?.only ?? false, kept }),
  };
}

function isSame(one: TrustedDocuments | undefined, other: TrustedDocuments | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return one.size === other.size && [...one].every(([name, text]) => other.get(name) === text);
}
