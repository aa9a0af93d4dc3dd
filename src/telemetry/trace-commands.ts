/** A span for each command to the database that a request causes: which command, on which collection, and nothing of what is in it. */
import { type Span, SpanKind, SpanStatusCode, type Tracer } from '@opentelemetry/api';

import { errorType } from './error-type.js';
import type { Scope } from './scope.js';
import type { CommandSource, CommandStarted } from './telemetry.js';

export function createTraceCommands(tracer: Tracer, scope: Scope): (source: CommandSource) => void {
  return (source) => {
    const open = new Map<number, Span>();
    const take = (requestId: number) => {
      const span = open.get(requestId);
      open.delete(requestId);
      return span;
    };
    source.on('commandStarted', (event) => {
      const context = scope.getStore();
      // Nobody's: the change feed asks ten times a second.
      if (context !== undefined) open.set(event.requestId, tracer.startSpan(...describe(event), context));
    });
    source.on('commandSucceeded', ({ requestId }) => take(requestId)?.end());
    source.on('commandFailed', ({ requestId, failure }) => {
      take(requestId)
        ?.setAttribute('error.type', errorType(failure))
        .setStatus({ code: SpanStatusCode.ERROR })
        .end();
    });
  };
}

function describe({ commandName, databaseName, command }: CommandStarted) {
  const target = commandName === 'getMore' ? command['collection'] : command[commandName];
  const collection = typeof target === 'string' ? target : undefined;
  const attributes = {
    'db.system.name': 'mongodb',
    'db.operation.name': commandName,
    'db.namespace': databaseName,
    ...(collection !== undefined && { 'db.collection.name': collection }),
  };
  const name = [commandName, collection].filter((part) => part !== undefined).join(' ');
  return [name, { kind: SpanKind.CLIENT, attributes }] as const;
}
