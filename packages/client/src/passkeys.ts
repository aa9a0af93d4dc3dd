/**
 * Passkeys of a page: asks the gateway, the browser, and the gateway again. Beside the client, since pages without a sign-in need
 * none of it. What the browser refuses is its DOMException, as it came: `NotAllowedError` for who has waved it away.
 */
import type { Client } from './client.js';
import type {
  BeginPasskeySignInMutation,
  FinishPasskeyRegistrationMutation,
  FinishPasskeySignInMutation,
  FinishPasskeySignUpMutation,
  PasskeySignUpInput,
  ReauthenticateMutation,
  RemovePasskeyMutation,
} from './generated/operations.js';
import { findPasskeyBrowser, type PasskeyBrowser } from './passkey-browser.js';
import { PortcullisError } from './portcullis-error.js';
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from './webauthn-json.js';

type SignedIn = FinishPasskeySignInMutation['finishPasskeySignIn'];

/** Step-up, where the sign-in is not fresh. */
export interface PasskeyStepUp {
  readonly password?: string;
  readonly code?: string;
}

export interface Passkeys {
  /** Whether this browser has what the rest needs. */
  readonly isSupported: boolean;
  /** Whether it offers them in the list under a field with `autocomplete="username webauthn"`. */
  canAutofill(): Promise<boolean>;
  /** A new account without a password; where it is refused, the authenticator is told to forget what it made. @param name of the passkey. */
  signUp(
    input: PasskeySignUpInput,
    name?: string,
  ): Promise<FinishPasskeySignUpMutation['finishPasskeySignUp']>;
  /** Adds one to the account that is signed in. `InvalidStateError`: this authenticator has one of it. */
  register(
    options?: PasskeyStepUp & { readonly name?: string },
  ): Promise<FinishPasskeyRegistrationMutation['finishPasskeyRegistration']>;
  /** @param email absent: whichever passkey the person picks. */
  signIn(email?: string): Promise<SignedIn>;
  /**
   * Offers them in that list for as long as the form is open, and resolves once one was picked. One at a time: `signIn` and its
   * like take its place. Rejects with the signal's reason.
   */
  autofill(signal?: AbortSignal): Promise<SignedIn>;
  /** The second factor, where `client.session` is in `challenge` and its `methods` have PASSKEY. */
  answerChallenge(): Promise<SignedIn>;
  reauthenticate(): Promise<ReauthenticateMutation['reauthenticate']>;
  /** Takes it away, and tells the authenticator. @param id as `client.passkeys()` lists it. */
  remove(id: string, stepUp?: PasskeyStepUp): Promise<RemovePasskeyMutation['removePasskey']>;
}

type RequestOptions = BeginPasskeySignInMutation['beginPasskeySignIn'];

/** Before a challenge is over, so that whoever picks one is not too late. */
const LEAD_MS = 30_000;

/** @throws TypeError by each method where `isSupported` is false. */
export function createPasskeys(client: Client, browser: PasskeyBrowser = findPasskeyBrowser()): Passkeys {
  const { begin, create, get } = createQuestions(browser);
  const finish = async (credential: AuthenticationResponseJSON, challengeToken?: string) => {
    try {
      return await client.finishPasskeySignIn({ credential, challengeToken });
    } catch (error) {
      const { unknownCredential } = error as PortcullisError;
      if (unknownCredential) await browser.signalUnknown(unknownCredential);
      throw error;
    }
  };

  return {
    isSupported: browser.isSupported,
    canAutofill: () => browser.canAutofill(),
    signUp: (input, name) => signUp(client, browser, create, { input, name }),
    async register({ name, ...stepUp } = {}) {
      const { options } = await client.beginPasskeyRegistration(stepUp);
      const passkey = await client.finishPasskeyRegistration({ credential: await create(options), name });
      await client.me();
      return passkey;
    },
    async signIn(email) {
      const { options } = await client.beginPasskeySignIn({ email });
      return finish(await get(options));
    },
    async autofill(signal) {
      const own = begin();
      const stop = () => own.abort(signal?.reason);
      if (signal?.aborted) stop();
      signal?.addEventListener('abort', stop);
      try {
        return await finish(await pickFromList(client, own.signal, get));
      } finally {
        signal?.removeEventListener('abort', stop);
      }
    },
    async answerChallenge() {
      const state = client.session.get();
      if (state.status !== 'challenge') throw new PortcullisError('CHALLENGE_EXPIRED');
      const { challengeToken } = state;
      const { options } = await client.beginPasskeySignIn({ challengeToken });
      return finish(await get(options), challengeToken);
    },
    async reauthenticate() {
      const { options } = await client.beginPasskeyReauthentication();
      return client.reauthenticate({ passkey: await get(options) });
    },
    async remove(id, stepUp = {}) {
      const removal = await client.removePasskey({ id, ...stepUp });
      await browser.signalAccepted(removal.acceptedCredentials);
      await client.me();
      return removal;
    },
  };
}

interface NewAccount {
  readonly input: PasskeySignUpInput;
  readonly name: string | undefined;
}

/** Where somebody has the account already, nobody has the passkey that was just made: it would be offered at each sign-in. */
async function signUp(
  client: Client,
  browser: PasskeyBrowser,
  create: (options: object) => Promise<RegistrationResponseJSON>,
  { input, name }: NewAccount,
) {
  const { options } = await client.beginPasskeySignUp(input);
  const credential = await create(options);
  try {
    return await client.finishPasskeySignUp({ credential, name });
  } catch (error) {
    if ((error as PortcullisError).code.endsWith('_TAKEN'))
      await browser.signalUnknown({ rpId: options.rp.id, credentialId: credential.id });
    throw error;
  }
}

/** Browsers take one question at a time, and the newest is whom somebody is waiting for. */
function createQuestions(browser: PasskeyBrowser) {
  let waiting: AbortController | undefined;
  const begin = () => {
    waiting?.abort(new Error('Another passkey was asked for'));
    waiting = new AbortController();
    return waiting;
  };
  const create = async (options: object) => {
    const { signal } = begin();
    const publicKey = browser.parseCreationOptions(options);
    return (await browser.create({ publicKey, signal })) as RegistrationResponseJSON;
  };
  const get: GetPasskey = async (options, signal = begin().signal, mediation) => {
    const publicKey = browser.parseRequestOptions(options);
    return (await browser.get({
      ...{ publicKey, signal },
      ...(mediation && { mediation }),
    })) as AuthenticationResponseJSON;
  };
  return { begin, create, get };
}

type GetPasskey = (
  options: object,
  signal?: AbortSignal,
  mediation?: string,
) => Promise<AuthenticationResponseJSON>;

/** A form may be open for longer than a challenge lasts: then it is asked anew. */
async function pickFromList(
  client: Client,
  signal: AbortSignal,
  get: GetPasskey,
): Promise<AuthenticationResponseJSON> {
  for (;;) {
    const { options, expiresAt } = await client.beginPasskeySignIn();
    signal.throwIfAborted();
    const picked = await pickUntil(expiresAt, signal, (until) => get(options, until, 'conditional'));
    if (picked) return picked;
  }
}

/** @returns undefined where the time is over. @throws whatever `pick` throws, and the reason of `signal`. */
async function pickUntil(
  expiresAt: RequestOptions['expiresAt'],
  signal: AbortSignal,
  pick: (until: AbortSignal) => Promise<AuthenticationResponseJSON>,
): Promise<AuthenticationResponseJSON | undefined> {
  const until = new AbortController();
  const stop = () => until.abort(signal.reason);
  signal.addEventListener('abort', stop);
  const timer = setTimeout(
    () => until.abort(),
    Math.max(LEAD_MS, Date.parse(expiresAt) - Date.now() - LEAD_MS),
  );
  try {
    return await pick(until.signal);
  } catch (error) {
    if (!until.signal.aborted || signal.aborted) throw error;
    return undefined;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}
