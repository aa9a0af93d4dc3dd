/** Sends on what the engine left of an operation, and makes the caller's answer of the upstream's. */
import { FormData } from 'undici';

import type { UpstreamSetting } from '../config/upstream-settings.js';
import { type BoundedCache, createBoundedCache } from '../foundation/bounded-cache.js';
import { answerType, type HeadLines } from '../http/graphql-answer.js';
import { badRequest } from '../http/problem.js';
import { whenGone } from './caller-gone.js';
import { completePlan } from './complete-plan.js';
import { OwnDeparture } from './departure.js';
import type { Forward, Plan } from './engine/plan.js';
import type { WriteHead } from './forwarded-headers.js';
import { createJudgeAnew, lookEachSecond } from './judge-anew.js';
import type { JudgeOperation } from './judge-operation.js';
import type { LastingAnswers } from './lasting-answers.js';
import { passParts } from './pass-parts.js';
import { passReply } from './pass-reply.js';
import type { Upload } from './read-multipart.js';
import type { OperationRequest } from './read-operation.js';
import { readExactAnswer, replyType, requireJson } from './read-reply.js';
import { type JudgedRequest, type SendWritten, writeAnswer } from './send-answer.js';
import type { UpstreamReply } from './send-question.js';
import { type Shares, tooManyLasting } from './shares.js';
import type { AnswerTime, UpstreamClient } from './upstream-client.js';
import type { WriteBody } from './write-body.js';

/** Runs what is asked of an upstream as a part of the trace under way, where there is one. */
export type TraceUpstream = <Result>(work: () => Promise<Result>) => Promise<Result>;

export interface ForwardOperationOptions {
  readonly upstream: Pick<UpstreamSetting, 'maxResponseBytes' | 'timeoutMs'>;
  readonly client: Pick<UpstreamClient, 'ask'>;
  /** Asked for what may be answered in parts: that keeps its place for as long as it lasts, as a subscription does. */
  readonly lastingClient: Pick<UpstreamClient, 'ask'>;
  readonly lasting: LastingAnswers;
  /** Of the gateway: ends answers in parts. */
  readonly stopping: AbortSignal;
  readonly shares: Shares;
  readonly judge: Pick<JudgeOperation, 'anew'>;
  readonly writeHead: WriteHead;
  readonly writeBody: WriteBody;
  readonly trace: TraceUpstream;
}

/** Resolves once the answer is out. @throws UpstreamFault, AppError RATE_LIMITED, and AbortError where the caller has gone. */
export type ForwardOperation = (judged: JudgedRequest, forward: Forward) => Promise<void>;

export function createForwardOperation(options: ForwardOperationOptions): ForwardOperation {
  const { client, lastingClient, writeHead, writeBody } = options;
  const forms = createBoundedCache<AcceptedForms>(ACCEPT_CAPACITY);
  return async (judged, whole) => {
    const { exchange, operation, caller, plan } = judged;
    const { request, origin } = exchange;
    const { accept, forward, inParts } = chooseForm(readForms(forms, request.headers.accept), plan, whole);
    const leave = inParts ? options.shares.enter(origin.ip) : noShare;
    if (leave === undefined) throw tooManyLasting();
    const gone = new OwnDeparture();
    const stay = whenGone(exchange, () => {
      gone.abort();
    });
    try {
      await options.trace(async () => {
        const headers = await writeHead({ headers: request.headers, requestId: origin.requestId, caller });
        headers['accept'] = accept;
        const body = writeSent(operation, forward, writeBody(forward, operation));
        if (typeof body === 'string') headers['content-type'] = 'application/json';
        await (inParts ? lastingClient : client).ask(
          { headers, body, isRepeatable: plan.operation === 'query', signal: gone },
          (reply, time) => takeReply(options, judged, reply, { time, inParts }),
        );
      });
    } finally {
      stay();
      leave();
    }
  };
}

const noShare = () => undefined;

/** @param body without its files. @returns the body itself where none of them is sent on. @throws AppError BAD_REQUEST. */
function writeSent({ upload, variables }: OperationRequest, forward: Forward, body: string) {
  if (upload === undefined) return body;
  const places = Object.values(upload.map).flat();
  if (places.some((path) => forward.moved.has(variableOf(path))))
    throw badRequest(400, 'No file is taken in representations.');
  const left = leaveFiles(upload, forward.pickVariables(variables));
  return left.files.size === 0 ? body : writeForm(body, left);
}

const PARTS = 'multipart/mixed';

/** What an upstream is asked for by what the caller takes. */
interface AcceptedForms {
  readonly whole: string;
  /** Undefined for a caller who takes none. */
  readonly inParts: string | undefined;
}

/** Characters of the Accept headers that are kept: clients have few, and each has its own. */
const ACCEPT_CAPACITY = 20_000;

function readForms(known: BoundedCache<AcceptedForms>, accept = ''): AcceptedForms {
  const kept = known.get(accept);
  if (kept !== undefined) return kept;
  const type = answerType(accept);
  const whole = type === 'application/json' ? type : `${type}, application/json;q=0.9`;
  // As the caller writes it: what it says of `deferSpec` decides what parts look like.
  const items = accept.split(',').map((item) => item.trim());
  const parts = items.filter((item) => item.toLowerCase().startsWith(PARTS));
  const forms = { whole, inParts: parts.length === 0 ? undefined : [...parts, whole].join(', ') };
  known.set(accept, forms);
  return forms;
}

/** In parts where the caller takes them and nothing was cut: nobody could complete them one by one. */
function chooseForm({ whole, inParts }: AcceptedForms, { passThrough }: Plan, forward: Forward) {
  if (!passThrough || forward.inParts === undefined || inParts === undefined)
    return { accept: whole, forward, inParts: false };
  return { accept: inParts, forward: forward.inParts, inParts: true };
}

/** Of a file's place: `file` of `variables.file.0`. */
function variableOf(path: string): string {
  return path.split('.')[1] ?? '';
}

/** Without what only a field would have taken that is not asked for. */
function leaveFiles({ map, files }: Upload, sent: Readonly<Record<string, unknown>>): Upload {
  const isTaken = (path: string) => Object.hasOwn(sent, variableOf(path));
  const left = Object.entries(map).map(([name, paths]) => [name, paths.filter(isTaken)] as const);
  const kept = new Map(left.filter(([, paths]) => paths.length > 0));
  return {
    map: Object.fromEntries(kept),
    files: new Map([...files].filter(([name]) => kept.has(name))),
  };
}

function writeForm(operations: string, { map, files }: Upload): FormData {
  const form = new FormData();
  form.append('operations', operations);
  form.append('map', JSON.stringify(map));
  for (const [name, file] of files) form.append(name, file, file.name);
  return form;
}

interface Asked {
  readonly time: AnswerTime;
  /** Whether the upstream was asked for parts: nobody takes them who has not. */
  readonly inParts: boolean;
}

async function takeReply(
  options: ForwardOperationOptions,
  judged: JudgedRequest,
  reply: UpstreamReply,
  { time, inParts }: Asked,
): Promise<void> {
  const { upstream } = options;
  const { exchange, plan } = judged;
  const { maxResponseBytes: limitBytes, timeoutMs: patienceMs } = upstream;
  const head = replyHead(judged.head, reply);
  const pass = { head, limitBytes, time, patienceMs };
  if (inParts && replyType(reply) === PARTS) {
    time.lift();
    await whileAllowed(options, judged, reply, () => passParts(reply, exchange.response, pass));
    return;
  }
  requireJson(reply);
  if (plan.passThrough) {
    await passReply(reply, exchange.response, pass);
    return;
  }
  const send = await completeReply(judged, reply, limitBytes);
  await send({ time, patienceMs });
}

/** What was read is let go of once it is written: the caller may take his time, and only that waits for him. */
async function completeReply(
  judged: JudgedRequest,
  reply: UpstreamReply,
  limitBytes: number,
): Promise<SendWritten> {
  const { answer, write } = await readExactAnswer(reply, limitBytes);
  const completed = completePlan(judged.plan, answer, judged.operation.variables);
  const type = String(reply.headers['content-type']);
  return writeAnswer(judged, completed, { status: reply.statusCode, type, write });
}

/** Parts may come for as long as the upstream likes: whoever may not ask for them any longer is cut off. */
async function whileAllowed(
  { lasting, judge, stopping }: ForwardOperationOptions,
  { exchange, operation, plan: { forward }, begun }: JudgedRequest,
  { body }: UpstreamReply,
  pass: () => Promise<void>,
): Promise<void> {
  lasting.begin(exchange.response);
  const { headers } = exchange.request;
  const judgeAnew = createJudgeAnew({ judge, operation, headers, begun, forward });
  const end = () => {
    body.destroy();
  };
  const stopLooking = lookEachSecond(judgeAnew, end);
  stopping.addEventListener('abort', end);
  try {
    await pass();
  } finally {
    stopping.removeEventListener('abort', end);
    stopLooking();
  }
}

/** Of the upstream's head only what says how to read the answer, and when to come again. */
function replyHead(head: HeadLines, { headers }: UpstreamReply): HeadLines {
  const { 'content-type': type, 'retry-after': retryAfter } = headers;
  const lines = [...head, 'cache-control', 'no-store', 'content-type', String(type)];
  return typeof retryAfter === 'string' ? [...lines, 'retry-after', retryAfter] : lines;
}
