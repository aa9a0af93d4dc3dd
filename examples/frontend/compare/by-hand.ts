/** The page of with-client.ts without the client: what it takes to do the same, and no more. */
import { findPage } from './page.js';

interface Session {
  readonly accessToken: string;
  readonly accessTokenExpiresIn: number;
  readonly user: { readonly email: string };
}

interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
}

type Message = { readonly session: Session; readonly untilMs: number } | { readonly session: undefined };

class Refusal extends Error {
  constructor(
    message: string,
    readonly code: string,
  ) {
    super(message);
  }
}

const sessionParts = 'accessToken accessTokenExpiresIn user { email }';
const signInDocument = `mutation($input: SignInInput!) { signIn(input: $input) { ... on AuthPayload { ${sessionParts} } } }`;
const refreshDocument = `mutation { refresh { ${sessionParts} } }`;
const LEAD_MS = 60_000;
const PAUSE_MS = 6_000;
const LONGEST_PAUSE_MS = 60_000;

const page = findPage();
const tabs = new BroadcastChannel('by-hand');
let session: Session | undefined;
let untilMs = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
let refreshing: Promise<void> | undefined;
let failures = 0;

async function send<Data>(query: string, variables: object = {}): Promise<Data> {
  const response = await fetch(`${import.meta.env.VITE_GATEWAY_URL}/graphql`, {
    method: 'POST',
    credentials: 'include',
    headers: {
      'content-type': 'application/json',
      ...(session && { authorization: `Bearer ${session.accessToken}` }),
    },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.timeout(15_000),
  }).catch((cause: unknown) => {
    throw new Refusal(cause instanceof Error ? cause.message : String(cause), 'UNAVAILABLE');
  });
  const answer = (await response.json().catch(() => ({}))) as Answer<Data>;
  const [error] = answer.errors ?? [];
  if (error) throw new Refusal(error.message, error.extensions.code);
  if (!answer.data) throw new Refusal(`The gateway answers ${response.status}.`, 'UNAVAILABLE');
  return answer.data;
}

function hold(held: Session, endsAtMs: number): void {
  session = held;
  untilMs = endsAtMs;
  failures = 0;
  page.showWho(held.user.email);
  plan();
}

function open(opened: Session): void {
  const endsAtMs = performance.timeOrigin + performance.now() + opened.accessTokenExpiresIn * 1_000;
  hold(opened, endsAtMs);
  tabs.postMessage({ session: opened, untilMs: endsAtMs } satisfies Message);
}

function leave(): void {
  session = undefined;
  clearTimeout(timer);
  page.showWho(undefined);
}

function end(): void {
  const isNews = session !== undefined;
  leave();
  if (isNews) tabs.postMessage({ session: undefined } satisfies Message);
}

const restMs = () => untilMs - performance.timeOrigin - performance.now();

function plan(pauseMs = Math.max(0, restMs() - LEAD_MS)): void {
  clearTimeout(timer);
  timer = setTimeout(() => void refresh().catch(() => undefined), pauseMs);
}

/** One at a time in this tab by the promise, in all tabs by the lock; who waited for it may have been told the new token. */
function refresh(): Promise<void> {
  const before = session;
  refreshing ??= navigator.locks
    .request('by-hand', async () => {
      if (session !== before) return;
      open((await send<{ refresh: Session }>(refreshDocument)).refresh);
    })
    .catch((error: unknown) => {
      refuse(error);
      throw error;
    })
    .finally(() => {
      refreshing = undefined;
    });
  return refreshing;
}

/** Only what the gateway says of the token ends the session; anything else is tried again. */
function refuse(error: unknown): void {
  const code = error instanceof Refusal ? error.code : '';
  if (/^(UNAUTH|TOKEN_)/.test(code)) end();
  else {
    plan(Math.min(PAUSE_MS * 2 ** failures++, LONGEST_PAUSE_MS) * (1 + Math.random() * 0.4));
    if (session === undefined) explain(error);
  }
}

async function call<Data>(query: string): Promise<Data> {
  if (session && restMs() <= 0) await refresh();
  const before = session;
  try {
    return await send<Data>(query);
  } catch (error) {
    const code = error instanceof Refusal ? error.code : '';
    if (code !== 'TOKEN_EXPIRED' && code !== 'TOKEN_INVALID') throw error;
    if (session === before) await refresh();
    return send<Data>(query);
  }
}

function explain(error: unknown): void {
  page.showProblem(error instanceof Error ? error.message : String(error));
}

async function signIn(): Promise<void> {
  await refreshing?.catch(() => undefined);
  const input = { ...Object.fromEntries(new FormData(page.form)), transport: 'COOKIE' };
  const { signIn: signedIn } = await send<{ signIn: Partial<Session> }>(signInDocument, { input });
  if (!signedIn.accessToken) throw new Refusal('This account asks for a code, which this page does not.', '');
  open(signedIn as Session);
}

async function signOut(): Promise<void> {
  await send('mutation { signOut { message } }');
  end();
}

async function ask(): Promise<void> {
  const { me } = await call<{ me: { email: string } | null }>('{ me { email } }');
  page.showProblem(`The gateway says: ${me?.email ?? 'nobody'}`);
}

tabs.onmessage = ({ data }: MessageEvent<Message>) => {
  if (data.session) hold(data.session, data.untilMs);
  else leave();
};
for (const event of ['online', 'pageshow', 'visibilitychange'])
  addEventListener(event, () => {
    if (session && restMs() < LEAD_MS) refresh().catch(() => undefined);
  });
page.form.addEventListener('submit', (event) => {
  event.preventDefault();
  signIn().catch(explain);
});
page.signOut.addEventListener('click', () => void signOut().catch(explain));
page.ask.addEventListener('click', () => void ask().catch(explain));
refresh().catch(() => undefined);
