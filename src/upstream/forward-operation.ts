/** Sends on what the engine left of an operation, and makes the caller's answer of the upstream's. */
import { FormData } from 'undici';

import type { UpstreamSetting } from '../config/upstream-settings.js';
import { AppError } from '../foundation/errors.js';
import { answerType, type HeadLines } from '../http/graphql-answer.js';
import { completePlan } from './complete-plan.js';
import { OwnDeparture } from './departure.js';
import type { Forward } from './engine/plan.js';
import type { WriteHead } from './forwarded-headers.js';
import { passParts, passReply } from './pass-reply.js';
import type { Upload } from './read-multipart.js';
import type { OperationRequest } from './read-operation.js';
import { parseAnswer, readWhole, replyType, requireJson } from './read-reply.js';
import { type JudgedRequest, sendAnswer } from './send-answer.js';
import type { UpstreamReply } from './send-question.js';
import type { AnswerTime, UpstreamClient } from './upstream-client.js';
import type { WriteBody } from './write-body.js';

/** Runs what is asked of an upstream as a part of the trace under way, where there is one. */
export type TraceUpstream = <Result>(work: () => Promise<Result>) => Promise<Result>;

export interface ForwardOperationOptions {
  readonly upstream: Pick<UpstreamSetting, 'maxResponseBytes' | 'timeoutMs'>;
  readonly client: Pick<UpstreamClient, 'ask'>;
  readonly writeHead: WriteHead;
  readonly writeBody: WriteBody;
  readonly trace: TraceUpstream;
}

/** Resolves once the answer is out. @throws UpstreamFault, AppError FORBIDDEN, and AbortError where the caller has gone. */
export type ForwardOperation = (judged: JudgedRequest, forward: Forward) => Promise<void>;

export function createForwardOperation(options: ForwardOperationOptions): ForwardOperation {
  const { upstream, client, writeHead, writeBody } = options;
  return async (judged, whole) => {
    const { exchange, operation, caller, plan } = judged;
    const { request, response, origin } = exchange;
    const { accept, forward } = chooseForm(judged, whole);
    const gone = new OwnDeparture();
    const onClose = () => {
      gone.abort();
    };
    response.once('close', onClose);
    try {
      await options.trace(async () => {
        const head = await writeHead({ headers: request.headers, requestId: origin.requestId, caller });
        const question = {
          ...writeQuestion(operation, forward, writeBody(forward, operation.sentVariables)),
          isRepeatable: plan.operation === 'query',
          signal: gone,
        };
        const headers = { ...head, ...question.headers, accept };
        await client.ask({ ...question, headers }, (reply, time) =>
          takeReply(judged, reply, { time, upstream }),
        );
      });
    } finally {
      response.off('close', onClose);
    }
  };
}

function writeQuestion({ upload, variables }: OperationRequest, forward: Forward, body: string) {
  if (upload === undefined) return { headers: { 'content-type': 'application/json' }, body };
  return { headers: {}, body: writeForm(body, upload, forward.pickVariables(variables)) };
}

const PARTS = 'multipart/mixed';

/** In parts where the caller takes them and nothing was cut: nobody could complete them one by one. */
function chooseForm({ exchange, plan }: JudgedRequest, whole: Forward) {
  const { accept = '' } = exchange.request.headers;
  const type = answerType(accept);
  const taken = type === 'application/json' ? type : `${type}, application/json;q=0.9`;
  // As the caller writes it: what it says of `deferSpec` decides what parts look like.
  const parts = accept.split(',').filter((item) => item.trim().toLowerCase().startsWith(PARTS));
  if (!plan.passThrough || whole.inParts === undefined || parts.length === 0)
    return { accept: taken, forward: whole };
  return { accept: [...parts.map((item) => item.trim()), taken].join(', '), forward: whole.inParts };
}

/** @throws AppError FORBIDDEN for a file that only what was cut out would have taken. */
function writeForm(
  operations: string,
  { map, files }: Upload,
  sent: Readonly<Record<string, unknown>>,
): FormData {
  const isTaken = (path: string) => Object.hasOwn(sent, path.split('.')[1] ?? '');
  if (!Object.values(map).flat().every(isTaken)) throw new AppError('FORBIDDEN');
  const form = new FormData();
  form.append('operations', operations);
  form.append('map', JSON.stringify(map));
  for (const [name, file] of files) form.append(name, file, file.name);
  return form;
}

interface TakeOptions {
  readonly time: AnswerTime;
  readonly upstream: ForwardOperationOptions['upstream'];
}

async function takeReply(
  judged: JudgedRequest,
  reply: UpstreamReply,
  { time, upstream }: TakeOptions,
): Promise<void> {
  const { exchange, operation, plan } = judged;
  const { maxResponseBytes: limitBytes, timeoutMs: patienceMs } = upstream;
  const head = replyHead(judged.head, reply);
  const pass = { head, limitBytes, time, patienceMs };
  if (plan.passThrough && replyType(reply) === PARTS) {
    time.lift();
    await passParts(reply, exchange.response, pass);
    return;
  }
  requireJson(reply);
  if (plan.passThrough) {
    await passReply(reply, exchange.response, pass);
    return;
  }
  const answer = parseAnswer(await readWhole(reply, limitBytes));
  const completed = completePlan(plan, answer, operation.variables);
  sendAnswer(judged, completed, reply.statusCode, String(reply.headers['content-type']));
}

/** Of the upstream's head only what says how to read the answer, and when to come again. */
function replyHead(head: HeadLines, { headers }: UpstreamReply): HeadLines {
  const { 'content-type': type, 'retry-after': retryAfter } = headers;
  const lines = [...head, 'cache-control', 'no-store', 'content-type', String(type)];
  return typeof retryAfter === 'string' ? [...lines, 'retry-after', retryAfter] : lines;
}
