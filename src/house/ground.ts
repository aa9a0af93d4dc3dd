/** What every room stands on: the settings, the database, and what the process gives. Knows no room and nobody's account. */
import type { Connection } from 'mongoose';

import type { Config } from '../config/config.js';
import { keepSecret } from '../config/kept-secret.js';
import type { Silence } from '../database/silence.js';
import { createInTransaction, type InTransaction } from '../database/transaction.js';
import type { Clock } from '../foundation/clock.js';
import { Events } from '../foundation/events.js';
import type { Logger } from '../foundation/logger.js';
import type { Randomness } from '../foundation/randomness.js';
import type { Reloads } from '../foundation/reloads.js';
import { createSecrets, type Secrets } from '../foundation/secrets.js';
import type { Siblings } from '../foundation/siblings.js';
import { loadMessages } from '../messages/load-messages.js';
import type { MessageCatalogue } from '../messages/messages.js';
import { noTelemetry, type Telemetry } from '../telemetry/telemetry.js';

/** What a test puts in the place of the real thing. */
export interface Parts {
  /** Ends a start that waits for its database. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly log: Logger;
  /** Absent: nothing of what is done here is told to a collector. */
  readonly telemetry?: Telemetry;
  /** How long any one database operation may take; absent: three seconds. */
  readonly databaseTimeoutMs?: number;
  /** Of a worker, whose primary runs the database or knows where it is: resolves when it stands. @throws AbortError */
  readonly hostedDatabase?: (signal: AbortSignal) => Promise<void>;
  /** Of a worker: the others. */
  readonly siblings?: Siblings | undefined;
  /** Absent: nobody tells. */
  readonly reloads?: Reloads | undefined;
  /** A line for whoever waits for the start. */
  readonly report: (line: string) => void;
  readonly progress: (receivedBytes: number, totalBytes: number | undefined) => void;
  /** Something without which the gateway cannot go on has gone. */
  readonly onFatal: (reason: string) => void;
}

/** For room files, which hand on by name what a use case needs of it; no use case takes it whole. */
export interface Ground {
  readonly config: Config;
  /** Without a trailing slash. */
  readonly publicUrl: string;
  /** `iss` of what is signed here: ISSUER to the letter, else the same. */
  readonly issuer: string;
  /** Open or not: a room that is built asks nothing of it yet. */
  readonly connection: Connection;
  /** Whether what other replicas write has been told up to a fifth of a second ago; a promise where that has to be asked first. */
  readonly isFed: () => boolean | Promise<boolean>;
  /** The last time in which the database told nothing. */
  readonly lastSilence: () => Silence | undefined;
  readonly inTransaction: InTransaction;
  readonly secrets: Secrets;
  readonly events: Events;
  readonly catalogue: MessageCatalogue;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly log: Logger;
  readonly telemetry: Telemetry;
  /** Ends a start. */
  readonly signal: AbortSignal;
  /** Undefined where there is but this process. */
  readonly siblings: Siblings | undefined;
  /** Undefined where nobody tells. */
  readonly reloads: Reloads | undefined;
}

export interface Site extends Pick<Ground, 'config' | 'publicUrl' | 'connection' | 'isFed' | 'lastSilence'> {
  /** What is done here is caused by requests of people, or by the command line. */
  readonly causedBy: 'requests' | 'command';
}

/** Makes SECRET where none is set and none is kept. @throws StartupError where DATA_DIR cannot be written. */
export async function layGround(
  { causedBy, ...site }: Site,
  { clock, randomness, log, signal, siblings, reloads, telemetry = noTelemetry }: Parts,
): Promise<Ground> {
  const { config, connection } = site;
  return {
    ...site,
    issuer: config.issuer ?? site.publicUrl,
    inTransaction: createInTransaction(connection),
    secrets: createSecrets(config.secret ?? [await keepSecret(config.dataDir, randomness)]),
    events: new Events(clock, causedBy),
    catalogue: await loadMessages(),
    ...{ clock, randomness, log, signal, siblings, reloads, telemetry },
  };
}
