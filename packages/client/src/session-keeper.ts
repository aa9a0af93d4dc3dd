/**
 * Owns the session of a tab: its state, its access token and when that is replaced. It must not know which operations there
 * are, nor what a frontend does with the state.
 */
import type { ErrorCode } from './error-code.js';
import type { SessionPartsFragment } from './generated/operations.js';
import { type ErrorDetails, PortcullisError } from './portcullis-error.js';
import type { Ports } from './ports.js';
import type { SendOperation } from './send-operation.js';
import type { Session, SessionState, User } from './session-state.js';
import { joinTabs, type Tabs } from './tabs.js';
import type { TokenTransport } from './transport.js';

/**
 * Between the starts of two refreshes that nobody asked for, at least: no more than eleven a minute. A refresh whose answer is
 * lost comes again well within the gateway's REFRESH_GRACE of ten seconds, and so gets the same answer.
 */
const FLOOR_MS = 5_500;
const CEILING_MS = 60_000;
/** How long before its end an access token is replaced. */
const LEAD_MS = 60_000;
const LONGEST_TIMER_MS = 2 ** 31 - 1; // of setTimeout

/** What tabs tell each other of a session. */
interface SharedSession {
  readonly accessToken: string;
  readonly lifeMs: number;
  readonly user: User;
  readonly expiresAt: string;
}
interface Held extends SharedSession {
  readonly heldAt: readonly [now: number, date: number];
}
type Message =
  | readonly ['session', SharedSession]
  | readonly ['ended', ErrorCode | undefined]
  | readonly ['failed', ErrorCode, string, ErrorDetails];

export interface SessionKeeperOptions {
  /** Of the tabs' lock and channel, and in the storage. */
  readonly name: string;
  readonly transport: TokenTransport;
  readonly send: SendOperation;
  readonly initial: SessionState;
  /** Whether other tabs have the same session. */
  readonly isShared: boolean;
  readonly ports: Ports;
}

export class SessionKeeper implements Session {
  readonly #options: SessionKeeperOptions;
  readonly #tabs: Tabs;
  readonly #stopListening: () => void;
  readonly #listeners = new Set<() => void>();
  #state: SessionState;
  #held: Held | undefined;
  /** A refresh token that the storage did not take. */
  #unsaved: string | undefined;
  /** Counts what other tabs have told. */
  #heard = 0;
  /** Counts what became known of a session, so that an answer that comes too late changes nothing; 0: nothing yet. */
  #sessions = 0;
  #refreshing: Promise<void> | undefined;
  #failures = 0;
  #failure: PortcullisError | undefined;
  #attemptedAt = 0;
  #notBefore = 0;
  #timer: unknown;
  #isClosed = false;

  constructor(options: SessionKeeperOptions) {
    const { name, ports, isShared } = options;
    this.#options = options;
    this.#state = options.initial;
    const alone = { clock: ports.clock, locks: null, channel: null };
    this.#tabs = joinTabs(name, isShared ? ports : alone, (message) => this.#hear(message as Message));
    this.#stopListening = ports.events(() => this.#wake());
    this.#wake();
  }

  readonly get = (): SessionState => this.#state;

  readonly getInitial = (): SessionState => this.#options.initial;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  get heldToken(): string | undefined {
    return this.#held?.accessToken;
  }

  /** For a call: one that is at its end is replaced first. @throws PortcullisError where that cannot be done now. */
  async accessToken(): Promise<string | undefined> {
    if (this.#isLacking()) {
      if (this.#failure && this.#options.ports.clock.now() < this.#notBefore) throw this.#failure;
      await this.refresh().catch((error: unknown) => {
        if (this.#isLacking()) throw error;
      });
    }
    return this.heldToken;
  }

  /** For a call that was refused with that token. */
  async accessTokenAfter(refused: string): Promise<string | undefined> {
    if (this.heldToken === refused) await this.refresh();
    return this.heldToken;
  }

  async refreshToken(): Promise<string | undefined> {
    const { transport, name, ports } = this.#options;
    if (transport === 'COOKIE') return undefined;
    return this.#unsaved ?? (await ports.storage.getItem(name)) ?? undefined;
  }

  /** One at a time, of all tabs. @throws PortcullisError where there is no session after it, or none that is known. */
  refresh(): Promise<void> {
    const heard = this.#heard;
    const unlessHeard = async () => {
      if (heard === this.#heard) await this.#attempt();
      else if (this.#failure) throw this.#failure;
    };
    this.#refreshing ??= this.#tabs.exclusively(unlessHeard).finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  /** The cookie of a refresh under way is not to come after that of a sign-in. */
  async settle(): Promise<void> {
    await this.#refreshing?.catch(ignore);
  }

  /** Takes what a sign-in or a refresh has answered. */
  async open(session: SessionPartsFragment): Promise<void> {
    const { accessToken, accessTokenExpiresIn, refreshToken, refreshTokenExpiry: expiresAt, user } = session;
    this.#hold({ accessToken, lifeMs: accessTokenExpiresIn * 1_000, user, expiresAt });
    this.#share();
    if (refreshToken) await this.#save(refreshToken);
  }

  /** The user has changed, or somebody else has. */
  update(changed: Partial<User>): void {
    if (changed.id === undefined || changed.id !== this.#held?.user.id) return;
    this.#held = { ...this.#held, user: { ...this.#held.user, ...changed } };
    this.#show();
    this.#share();
  }

  /** @param reason where the gateway would not go on with it. */
  async end(reason?: ErrorCode): Promise<void> {
    const isNews = this.#held !== undefined;
    this.leave({ status: 'signedOut', ...(isNews && reason && { reason }) });
    if (isNews) this.#tabs.tell(['ended', reason] satisfies Message);
    await this.#save(undefined);
  }

  /** There is no session in that state. */
  leave(state: SessionState): void {
    this.#sessions++;
    this.#held = this.#failure = undefined;
    this.#failures = 0;
    this.#options.ports.clock.clearTimeout(this.#timer);
    this.#set(state);
  }

  close(): void {
    this.#isClosed = true;
    this.#wakeIn(0);
    this.#listeners.clear();
    this.#stopListening();
    this.#tabs.close();
  }

  async #attempt(): Promise<void> {
    const { transport, send, ports } = this.#options;
    const known = this.#sessions;
    this.#attemptedAt = ports.clock.now();
    this.#notBefore = this.#attemptedAt + FLOOR_MS;
    try {
      const refreshToken = await this.refreshToken();
      if (transport === 'BODY' && !refreshToken) throw new PortcullisError('UNAUTHENTICATED');
      const answer = await send('refresh', { refreshToken }, this.heldToken, { timeoutMs: this.#pauseMs() });
      const session = answer as SessionPartsFragment;
      if (known === this.#sessions) await this.open(session);
      if (this.#held === undefined || session.refreshTokenExpiry >= this.#held.expiresAt) return;
    } catch (error) {
      if (known !== this.#sessions) return;
      await this.#refuse(error as PortcullisError);
      throw error;
    }
    // Another tab had no lock to wait for, and this cookie, the older one, came last: within its grace the gateway mends that.
    await this.#attempt();
  }

  /** A storage that fails costs the session its next start, and nothing before. */
  async #save(refreshToken: string | undefined): Promise<void> {
    const { name, ports } = this.#options;
    this.#unsaved = undefined;
    try {
      await (refreshToken ? ports.storage.setItem(name, refreshToken) : ports.storage.removeItem(name));
    } catch {
      this.#unsaved = refreshToken;
    }
  }

  /** Only what the gateway says of the token itself ends the session; whatever else may be better next time. */
  async #refuse(error: PortcullisError): Promise<void> {
    if (/^(UNAUTH|TOKEN_)/.test(error.code)) return this.end(error.code);
    this.#fail(error);
    const { code, message, retryAfter } = error;
    this.#tabs.tell(['failed', code, message, { retryAfter }] satisfies Message);
  }

  #fail(failure: PortcullisError): void {
    const { clock, random } = this.#options.ports;
    const pauseMs = this.#pauseMs();
    const toldAt = clock.now() + (failure.retryAfter ?? 0) * 1_000;
    this.#failures++;
    this.#failure = failure;
    this.#notBefore = Math.max(this.#attemptedAt + FLOOR_MS, toldAt);
    const nextAt = Math.max(this.#attemptedAt + pauseMs, toldAt);
    if (this.#state.status === 'starting') this.#set({ status: 'starting', error: failure });
    this.#wakeIn(nextAt - clock.now() + random() * 0.4 * pauseMs);
  }

  /** From the start of an attempt to that of the next; an attempt takes no longer. */
  #pauseMs(): number {
    return Math.min(FLOOR_MS * 2 ** this.#failures, CEILING_MS);
  }

  #hear(message: Message): void {
    this.#heard++;
    const [kind, told] = message;
    if (kind === 'session') this.#hold(told);
    else if (kind === 'failed') {
      this.#attemptedAt = this.#options.ports.clock.now();
      this.#fail(new PortcullisError(told, message[2], message[3]));
    } else if (this.#state.status !== 'challenge')
      this.leave({ status: 'signedOut', ...(told && { reason: told }) });
  }

  #hold(session: SharedSession): void {
    const { clock } = this.#options.ports;
    this.#sessions++;
    this.#failures = 0;
    this.#failure = undefined;
    this.#held = { ...session, heldAt: [clock.now(), clock.date()] };
    this.#show();
    this.#wake();
  }

  #share(): void {
    if (!this.#held) return;
    const { heldAt, ...session } = this.#held;
    this.#tabs.tell(['session', { ...session, lifeMs: this.#restMs() }] satisfies Message);
  }

  #show(): void {
    if (this.#held) this.#set({ status: 'signedIn', user: this.#held.user, expiresAt: this.#held.expiresAt });
  }

  #set(state: SessionState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }

  /** What is left of the access token. */
  #restMs(): number {
    const { clock } = this.#options.ports;
    if (!this.#held) return 0;
    const [now, date] = this.#held.heldAt;
    return this.#held.lifeMs - Math.max(clock.now() - now, clock.date() - date);
  }

  #isLacking(): boolean {
    return this.#held ? this.#restMs() <= 0 : this.#sessions === 0;
  }

  /** The time has come, or may have: a device that slept has kept its timers waiting. */
  #wake(): void {
    const { clock } = this.#options.ports;
    const dueInMs = this.#held ? this.#restMs() - Math.min(LEAD_MS, this.#held.lifeMs / 2) : 0;
    const waitMs = Math.max(dueInMs, this.#notBefore - clock.now());
    if (!this.#held && this.#sessions > 0) return;
    if (waitMs > 0) this.#wakeIn(waitMs);
    else this.refresh().catch(ignore);
  }

  #wakeIn(ms: number): void {
    const { clock } = this.#options.ports;
    clock.clearTimeout(this.#timer);
    if (!this.#isClosed) this.#timer = clock.setTimeout(() => this.#wake(), Math.min(ms, LONGEST_TIMER_MS));
  }
}

function ignore(): void {
  // Whoever waits for it is told; a refresh that nobody asked for is tried again.
}
