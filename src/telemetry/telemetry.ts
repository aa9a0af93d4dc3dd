/**
 * Traces and metrics for an OpenTelemetry collector, where one is set. Owns what of a request leaves this process: names of ours,
 * times and outcomes, and nothing that was written by a caller or is in the database. Knows no room.
 */
import type { IncomingHttpHeaders } from 'node:http';

import type { AnsweredRequest } from '../http/answered-request.js';

/** For the ground, and by name for what it is to tell of; made by open-telemetry.ts. Nothing here throws or waits for the collector. */
export interface Telemetry {
  /** Runs a part of what is under way, such as `hash`, or something by itself where nothing is. @param facts bounded, and nobody's. */
  readonly during: <Result>(
    part: string,
    work: () => Promise<Result>,
    facts?: Readonly<Record<string, string>>,
  ) => Promise<Result>;
  /** Begins something that a request has set off and that is not its own, such as what is done for several. */
  readonly outside: <Result>(work: () => Result) => Result;
  /** @returns undefined where it is not traced. @param headers with the `traceparent` of whoever asks, if any (W3C Trace Context). */
  readonly beginRequest: (headers: IncomingHttpHeaders, path: string) => RequestTrace | undefined;
  /** Of the database's driver; undefined: it need not tell of its commands. */
  readonly traceCommands?: (source: CommandSource) => void;
  /** Sent at intervals from now on. */
  readonly exportFigures: (read: () => Promise<readonly Figure[]>) => void;
  /** What log lines have of the trace under way: `trace_id`, `span_id`. Undefined: nothing is traced. */
  readonly logFields?: () => Readonly<Record<string, string>>;
  /** What whoever is asked next is told of the trace under way: `traceparent`, `tracestate` (W3C Trace Context). Undefined: nothing is traced. */
  readonly traceHeaders?: () => Readonly<Record<string, string>>;
  /** Sends what is left, within a second and a half. */
  readonly stop: () => Promise<void>;
}

/** One request from its arrival to the end of its answer, for the server alone. */
export interface RequestTrace {
  /** What is done in it, and after it by what it began, belongs to the request. */
  run(work: () => void): void;
  /** Once. */
  end(answered: AnsweredRequest): void;
}

/** As MongoClient emits them with `monitorCommands`. */
export interface CommandSource {
  on(event: 'commandStarted', listener: (event: CommandStarted) => void): unknown;
  on(event: 'commandSucceeded', listener: (event: { readonly requestId: number }) => void): unknown;
  on(
    event: 'commandFailed',
    listener: (event: { readonly requestId: number; readonly failure: Error }) => void,
  ): unknown;
}

export interface CommandStarted {
  readonly requestId: number;
  readonly commandName: string;
  readonly databaseName: string;
  readonly command: Readonly<Record<string, unknown>>;
}

/** As prom-client's registry tells of itself by `getMetricsAsJSON`. */
export interface Figure {
  readonly name: string;
  readonly help: string;
  readonly type: unknown;
  readonly values: readonly FigureValue[];
}

export interface FigureValue {
  readonly value: number;
  readonly labels: Readonly<Partial<Record<string, string | number>>>;
  /** Of a histogram: with `_bucket`, `_sum` or `_count` at its end. */
  readonly metricName?: string;
}

/** Where no collector is set: every request passes it, so it does nothing. */
export const noTelemetry: Telemetry = {
  during: (_part, work) => work(),
  outside: (work) => work(),
  beginRequest: () => undefined,
  exportFigures: () => undefined,
  stop: () => Promise.resolve(),
};
