/** Sends on what the engine left of an operation, and makes the caller's answer of the upstream's. */
import { FormData } from 'undici';

import type { UpstreamSetting } from '../config/upstream-settings.js';
import { AppError } from '../foundation/errors.js';
import { answerType, type HeadLines } from '../http/graphql-answer.js';
import { badRequest } from '../http/problem.js';
import { completePlan } from './complete-plan.js';
import type { Forward } from './engine/plan.js';
import type { WriteHead } from './forwarded-headers.js';
import { passParts, passReply } from './pass-reply.js';
import type { Upload } from './read-multipart.js';
import { parseAnswer, readWhole, replyType, requireJson } from './read-reply.js';
import { type JudgedRequest, sendAnswer } from './send-answer.js';
import type { UpstreamClient, UpstreamReply } from './upstream-client.js';
import type { WriteBody } from './write-body.js';

export interface ForwardOperationOptions {
  readonly upstream: Pick<UpstreamSetting, 'maxResponseBytes'>;
  readonly client: Pick<UpstreamClient, 'ask'>;
  readonly writeHead: WriteHead;
  readonly writeBody: WriteBody;
}

/** Resolves once the answer is out. @throws UpstreamFault, AppError BAD_REQUEST or FORBIDDEN, and AbortError where the caller has gone. */
export type ForwardOperation = (judged: JudgedRequest, forward: Forward) => Promise<void>;

export function createForwardOperation(options: ForwardOperationOptions): ForwardOperation {
  const { upstream, client, writeHead, writeBody } = options;
  return async (judged, forward) => {
    const { exchange, operation, caller, plan } = judged;
    const { request, response, origin } = exchange;
    const accept = chooseAccept(judged, forward);
    const head = await writeHead({ headers: request.headers, requestId: origin.requestId, caller });
    const body = writeBody(forward, operation.sentVariables);
    const gone = new AbortController();
    const onClose = () => {
      gone.abort();
    };
    response.once('close', onClose);
    try {
      await client.ask(
        {
          ...(operation.upload === undefined
            ? { headers: { ...head, accept, 'content-type': 'application/json' }, body }
            : {
                headers: { ...head, accept },
                body: writeForm(body, operation.upload, forward.pickVariables(operation.variables)),
              }),
          isRepeatable: plan.operation === 'query',
          signal: gone.signal,
        },
        (reply, takeTime) => takeReply(judged, reply, { takeTime, limitBytes: upstream.maxResponseBytes }),
      );
    } finally {
      response.off('close', onClose);
    }
  };
}

const PARTS = 'multipart/mixed';

/** @throws AppError BAD_REQUEST: parts of an answer cannot be completed one by one. */
function chooseAccept({ exchange, plan }: JudgedRequest, { query }: Forward): string {
  const { accept = '' } = exchange.request.headers;
  const takesParts = accept.toLowerCase().includes(PARTS);
  if (takesParts && plan.passThrough) return accept;
  if (takesParts && /@(?:defer|stream)\b/.test(query))
    throw badRequest(
      400,
      '@defer and @stream are taken where no field of the operation is guarded from you.',
    );
  const type = answerType(accept);
  return type === 'application/json' ? type : `${type}, application/json;q=0.9`;
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
  readonly takeTime: () => void;
  readonly limitBytes: number;
}

async function takeReply(
  judged: JudgedRequest,
  reply: UpstreamReply,
  { takeTime, limitBytes }: TakeOptions,
): Promise<void> {
  const { exchange, operation, plan } = judged;
  const head = replyHead(judged.head, reply);
  if (plan.passThrough && replyType(reply) === PARTS) {
    takeTime();
    await passParts(reply, exchange.response, head, limitBytes);
    return;
  }
  requireJson(reply);
  if (plan.passThrough) {
    await passReply(reply, exchange.response, head, limitBytes);
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
