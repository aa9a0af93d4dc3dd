/** One upstream's path: reads what is asked and who asks, has the engine judge it, and answers. */
import type { UpstreamSetting } from '../config/upstream-settings.js';
import { databaseFault } from '../database/database-fault.js';
import { AppError } from '../foundation/errors.js';
import { type HeadLines, refusedAnswer, sendGraphQL } from '../http/graphql-answer.js';
import type { HotExchange, HotRoute } from '../http/hot-route.js';
import { badRequest } from '../http/problem.js';
import { refusalHeaders } from '../http/refusal-headers.js';
import { type AnswerEvents, takesEventsAlone } from './answer-events.js';
import { cutUnlessTaken } from './caller-pace.js';
import { takeTurn } from './caller-turn.js';
import type { Plan } from './engine/plan.js';
import type { ForwardOperation } from './forward-operation.js';
import type { JudgeOperation } from './judge-operation.js';
import type { LastingAnswers } from './lasting-answers.js';
import { readOperation } from './read-operation.js';
import { writeAnswer, statusOf } from './send-answer.js';
import { logFault, UpstreamFault } from './upstream-fault.js';
import { upstreamPaths } from './upstream.openapi.js';

export interface UpstreamRouteOptions {
  readonly upstream: UpstreamSetting;
  readonly judge: JudgeOperation;
  readonly forwardOperation: ForwardOperation;
  readonly answerEvents: AnswerEvents;
  readonly upgrade: HotRoute['upgrade'];
  readonly hangUp: HotRoute['hangUp'];
  readonly lasting: LastingAnswers;
  /** Told of each operation that was sent on, or would have been. */
  readonly count: (outcome: 'answered' | 'failed') => void;
}

export function createUpstreamRoute(options: UpstreamRouteOptions): HotRoute {
  const { name, path } = options.upstream;
  return {
    path,
    openapi: upstreamPaths(name, path),
    upgrade: options.upgrade,
    hangUp: options.hangUp,
    get lasting() {
      return options.lasting.count;
    },
    async answer(exchange, head) {
      try {
        const turn = takeTurn(exchange, options.upstream.timeoutMs);
        if (turn !== undefined) await turn;
        if (exchange.request.socket.destroyed) return;
        await answer(options, exchange, head);
      } catch (error) {
        refuse(options, exchange, head, error);
      }
      cutUnlessTaken(exchange.response, options.upstream.timeoutMs);
    },
  };
}

async function answer(options: UpstreamRouteOptions, exchange: HotExchange, head: HeadLines): Promise<void> {
  const { upstream, judge, forwardOperation, answerEvents, count } = options;
  const { request, search } = exchange;
  const operation = await readOperation(request, search, upstream.maxBodyBytes);
  const begun = await judge.first(operation, request.headers);
  const { caller, prepared } = begun;
  const pace = { patienceMs: upstream.timeoutMs };
  if (prepared.kind === 'refused') {
    const { errors } = prepared;
    const status = statusOf(errors[0]?.extensions.code);
    await writeAnswer({ exchange, head, caller }, { errors }, { status })(pace);
    return;
  }
  const { plan } = prepared;
  refuseMethod(request.method, plan);
  const judged = { exchange, head, operation, caller, plan, begun };
  if (plan.operation !== 'subscription' && operation.upload === undefined && takesEventsAlone(request)) {
    // Which counts by itself.
    await answerEvents(judged);
    return;
  }
  if (plan.forward === undefined) {
    const completed = plan.complete(undefined, operation.variables);
    await writeAnswer(judged, completed)(pace);
    return;
  }
  if (plan.operation === 'subscription') {
    if (operation.upload !== undefined) throw badRequest(400, 'No files are taken for a subscription.');
    await answerEvents(judged);
  } else await forwardOperation(judged, plan.forward);
  count('answered');
}

/** @throws AppError BAD_REQUEST: GET changes nothing (GraphQL over HTTP, 5.2). */
function refuseMethod(method: string | undefined, { operation }: Plan): void {
  if (method === 'GET' && operation === 'mutation') throw badRequest(405, 'By GET no mutations are taken.');
}

function refuse(
  { upstream, count }: UpstreamRouteOptions,
  exchange: HotExchange,
  head: HeadLines,
  error: unknown,
): void {
  const { request, response, log } = exchange;
  if (error instanceof UpstreamFault) {
    count('failed');
    logFault(log, { upstream: upstream.name }, error);
  }
  // Whoever asked has gone; or half of the answer was out, and the connection is cut.
  if (response.headersSent || response.destroyed || request.socket.destroyed) return;
  const refusal = error instanceof UpstreamFault ? error.toRefusal() : databaseFault(error);
  if (!(refusal instanceof AppError)) throw error;
  exchange.noteRefusal(refusal.code);
  const { status, headers, body } = refusedAnswer(refusal, request.headers.accept);
  const lines = [...head, ...(status === 405 ? ['allow', 'POST'] : [])];
  sendGraphQL(response, lines, { status, headers: [...headers, ...refusalHeaders(refusal)], body });
}
