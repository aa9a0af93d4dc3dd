/** Signing in by a mailed link or code: what the device keeps that asked for the mail, and what it does with what comes. */
import type { Client } from './client.js';
import type {
  CompleteEmailSignInMutation,
  EmailSignInCodeQuery,
  SendSignInEmailMutation,
  SignInEmailKind,
} from './generated/operations.js';
import { makeVerifier } from './pkce.js';
import { PortcullisError } from './portcullis-error.js';
import { attempt, createMemoryStorage, pageUrl, type TextStorage } from './ports.js';

export interface EmailSignInOptions {
  /** What a mailed link finds again in another tab. Default: localStorage, or memory where it is blocked or missing. */
  readonly storage?: TextStorage;
  /** Of the entry in it, where a page has several gateways. */
  readonly name?: string;
}

/** A mail that was asked for on this device, and not used yet. */
export interface PendingEmailSignIn {
  readonly email: string;
  readonly kind: SignInEmailKind;
  /** A sentence for a person. */
  readonly message: string;
  /** When it is too late. */
  readonly expiresAt: string;
}

export type EmailSignInResult = CompleteEmailSignInMutation['completeEmailSignIn'];

/** Either what the sign-in led to, or, where the link was not asked for on this device, the code to type there. */
export type OpenedSignInLink =
  | { readonly result: EmailSignInResult; readonly elsewhere?: undefined }
  | { readonly elsewhere: EmailSignInCodeQuery['emailSignInCode']; readonly result?: undefined };

export interface EmailSignIn {
  /** Asks for a mail; the one before it cannot be used here any more. @throws PortcullisError. */
  send(asked: {
    readonly email: string;
    readonly kind: SignInEmailKind;
    readonly captchaToken?: string;
  }): Promise<PendingEmailSignIn>;
  /** What is waited for on this device; undefined where it is nothing. */
  pending(): Promise<PendingEmailSignIn | undefined>;
  /** @throws PortcullisError INVALID_CREDENTIALS for a wrong code, CHALLENGE_EXPIRED where a new mail is needed. */
  typeCode(code: string): Promise<EmailSignInResult>;
  /**
   * On the page that SIGN_IN_LINK_URL names. @param url default: of this page.
   * @throws PortcullisError LINK_INVALID where it is of no use any more.
   */
  openLink(url?: string): Promise<OpenedSignInLink>;
  /** Forgets what is waited for. */
  cancel(): Promise<void>;
}

interface Kept extends PendingEmailSignIn {
  readonly challengeToken: string;
  readonly codeVerifier: string;
}

type Operations = Pick<Client, 'sendSignInEmail' | 'completeEmailSignIn' | 'emailSignInCode'>;

interface Device {
  read(): Promise<Kept | undefined>;
  write(kept: Kept): Promise<void>;
  clear(): Promise<void>;
}

export function createEmailSignIn(
  client: Operations,
  { storage = defaultStorage(), name = 'portcullis email sign-in' }: EmailSignInOptions = {},
): EmailSignIn {
  const device = openDevice(storage, name);
  const opening = new Map<string, Promise<OpenedSignInLink>>();
  return {
    send: (asked) => send(client, device, asked),
    async pending() {
      const kept = await device.read();
      return kept && told(kept);
    },
    typeCode: (code) => typeCode(client, device, code),
    // Frameworks run what runs at the start of a page twice.
    openLink(url = pageUrl()) {
      const opened = opening.get(url) ?? openLink(client, device, url).finally(() => opening.delete(url));
      opening.set(url, opened);
      return opened;
    },
    cancel: () => device.clear(),
  };
}

async function send(
  client: Operations,
  device: Device,
  { email, kind, captchaToken }: Parameters<EmailSignIn['send']>[0],
): Promise<PendingEmailSignIn> {
  const { verifier: codeVerifier, challenge: codeChallenge } = await makeVerifier();
  const asked = { email, kind, codeChallenge, ...(captchaToken !== undefined && { captchaToken }) };
  const answer: SendSignInEmailMutation['sendSignInEmail'] = await client.sendSignInEmail(asked);
  const { challengeToken, message, expiresAt } = answer;
  const kept = { email, kind, message, expiresAt, challengeToken, codeVerifier };
  await device.write(kept);
  return told(kept);
}

function told({ email, kind, message, expiresAt }: Kept): PendingEmailSignIn {
  return { email, kind, message, expiresAt };
}

async function typeCode(client: Operations, device: Device, code: string): Promise<EmailSignInResult> {
  const kept = await device.read();
  if (kept === undefined) throw new PortcullisError('CHALLENGE_EXPIRED');
  const { challengeToken, codeVerifier } = kept;
  try {
    const result = await client.completeEmailSignIn({ challengeToken, code, codeVerifier });
    await device.clear();
    return result;
  } catch (error) {
    if ((error as PortcullisError).code === 'CHALLENGE_EXPIRED') await device.clear();
    throw error;
  }
}

async function openLink(client: Operations, device: Device, url: string): Promise<OpenedSignInLink> {
  const token = new URL(url).searchParams.get('token') ?? '';
  const kept = await device.read();
  if (kept === undefined) return { elsewhere: await client.emailSignInCode({ token }) };
  try {
    const result = await client.completeEmailSignIn({ token, codeVerifier: kept.codeVerifier });
    await device.clear();
    return { result };
  } catch (error) {
    if ((error as PortcullisError).code !== 'LINK_INVALID') throw error;
    // This device waits for another mail: the link may be of one that was asked for elsewhere.
    return { elsewhere: await client.emailSignInCode({ token }) };
  }
}

function openDevice(storage: TextStorage, name: string): Device {
  return {
    async read() {
      const text = await storage.getItem(name);
      return attempt(() => (text ? (JSON.parse(text) as Kept) : undefined));
    },
    async write(kept) {
      await storage.setItem(name, JSON.stringify(kept));
    },
    async clear() {
      await storage.removeItem(name);
    },
  };
}

function defaultStorage(): TextStorage {
  const place = globalThis as { readonly localStorage?: TextStorage };
  return attempt(() => place.localStorage) ?? createMemoryStorage();
}
