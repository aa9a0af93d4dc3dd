/** A query or mutation whose answer is no answer of HTTP: it was asked for over a WebSocket, or by Server-Sent Events. */
import type { IncomingHttpHeaders } from 'node:http';

import type { UpstreamSetting } from '../config/upstream-settings.js';
import { completePlan } from './complete-plan.js';
import type { Plan } from './engine/plan.js';
import type { UpstreamAnswer } from './engine/upstream-answer.js';
import type { TraceUpstream } from './forward-operation.js';
import type { WriteHead } from './forwarded-headers.js';
import { handOver } from './hand-over.js';
import type { JudgedOperation } from './judge-operation.js';
import { lastError } from './last-error.js';
import type { OperationRequest } from './read-operation.js';
import { readAnswer, requireJson } from './read-reply.js';
import type { UpstreamClient } from './upstream-client.js';
import type { WriteBody } from './write-body.js';

export interface FetchAnswerOptions {
  readonly upstream: Pick<UpstreamSetting, 'maxResponseBytes'>;
  readonly client: Pick<UpstreamClient, 'ask'>;
  readonly writeHead: WriteHead;
  readonly writeBody: WriteBody;
  readonly trace: TraceUpstream;
  /** Told of each that was answered. */
  readonly count: (outcome: 'answered') => void;
  /** Told what it failed by. */
  readonly report: (error: unknown, requestId: string) => void;
}

interface Asked {
  readonly operation: OperationRequest;
  readonly headers: IncomingHttpHeaders;
  readonly requestId: string;
  /** Aborted when the caller has gone. */
  readonly signal: AbortSignal;
  /** Resolves once the caller has taken what was answered, or has gone. Asked after the answer was handed over. */
  readonly taken: () => Promise<void>;
}

/** Never throws: what fails is the answer. Its place before the upstream is kept until it is taken. */
export type FetchAnswer = (
  asked: Asked,
  judged: Pick<JudgedOperation, 'caller'>,
  plan: Plan,
) => Promise<UpstreamAnswer>;

export function createFetchAnswer(options: FetchAnswerOptions): FetchAnswer {
  const { upstream, client, writeHead, writeBody, report } = options;
  return async ({ operation, headers, requestId, signal, taken }, { caller }, plan) => {
    const { variables } = operation;
    const { forward } = plan;
    if (forward === undefined) return plan.complete(undefined, variables);
    try {
      const answer = await handOver<UpstreamAnswer>((give) =>
        options.trace(async () => {
          const head = await writeHead({ headers, requestId, caller });
          const question = {
            headers: { ...head, accept: 'application/json', 'content-type': 'application/json' },
            body: writeBody(forward, operation),
            isRepeatable: plan.operation === 'query',
            signal,
          };
          await client.ask(question, async (reply, time) => {
            requireJson(reply);
            give(completePlan(plan, await readAnswer(reply, upstream.maxResponseBytes), variables));
            time.hold();
            await taken();
          });
        }),
      );
      options.count('answered');
      return answer;
    } catch (error) {
      if (!signal.aborted) report(error, requestId);
      return { errors: [lastError(error)] };
    }
  };
}
