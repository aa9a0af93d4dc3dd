/**
 * The signing keys as this replica has them in memory: who signs now, which public keys verify, and the key set that is
 * published. What changes them is in rotate-keys.ts, here or on another replica; the change feed tells of it. Where
 * the feed is silent, the database is asked before anything is signed or believed. Knows nothing of tokens.
 */
import { createPrivateKey, type JsonWebKey } from 'node:crypto';

import type { CryptoKey, JWK } from 'jose';

import { rawCollection } from '../database/raw-collection.js';
import type { Logger } from '../foundation/logger.js';
import type { SecretBox } from '../foundation/secret-box.js';
import { StartupError } from '../foundation/startup-error.js';
import { importKey } from './key-pair.js';
import { findInState, isPublished } from './key-policy.js';
import type { SigningKeyDocument, SigningKeyModel } from './signing-key.model.js';
import type { SigningKey } from './write-jwt.js';

/** A JWK Set (RFC 7517 section 5); public members only. */
interface KeySet {
  readonly keys: readonly JWK[];
}

/** Where the change feed is silent, `signer` and `findKey` ask the database first; `keySet` never does. */
export interface KeyRing {
  /**
   * Who signs now.
   * @throws StartupError where SECRET has no entry that decrypts it.
   */
  signer(): Promise<SigningKey>;
  /** The public key of a kid, where it is published and of this algorithm (RFC 8725 section 3.1). */
  findKey(kid: string, algorithm: string): CryptoKey | undefined | Promise<CryptoKey | undefined>;
  /** Since when the key signs that does now, from memory; undefined where there is none. */
  readonly signingSince: Date | undefined;
  /** From memory, whatever the database does. The same object until a key comes or goes. */
  readonly keySet: KeySet;
  /** Brings memory up to date; awaited by whoever changed the keys, before the answer. */
  reload(): Promise<void>;
  /** Another replica changed the keys. */
  noteChange(): void;
}

export interface KeyRingOptions {
  readonly model: SigningKeyModel;
  /** For private keys at rest. */
  readonly box: SecretBox;
  /** Whether changes of the last fifth of a second have been told. */
  readonly isFed: () => boolean;
  readonly log: Logger;
}

interface State {
  readonly keySet: KeySet;
  readonly verifiers: ReadonlyMap<string, Verifier>;
  readonly signer: Signer | undefined;
}

/** Decrypted when first asked for: a replica without the right SECRET can still verify. */
interface Signer {
  readonly kid: string;
  readonly since: Date;
  readonly open: () => Promise<SigningKey>;
}

interface Verifier {
  readonly algorithm: string;
  readonly publicKey: CryptoKey;
}

export function createKeyRing(options: KeyRingOptions): KeyRing {
  let state: State = { keySet: { keys: [] }, verifiers: new Map(), signer: undefined };
  // Reloads are numbered: what a later one read is never overwritten by an earlier one that took longer.
  let begun = 0;
  let applied = 0;
  let wanted = 0;
  let running: Promise<void> | undefined;

  const reload = async (): Promise<void> => {
    const turn = ++begun;
    const next = await read(options, state);
    if (turn < applied) return;
    applied = turn;
    state = next;
  };
  /** One at a time for all who ask meanwhile. */
  const reloadTogether = (): Promise<void> =>
    (running ??= reload().finally(() => {
      running = undefined;
    }));
  const isCurrent = () => applied >= wanted && options.isFed();
  const findKey = (kid: string, algorithm: string): CryptoKey | undefined => {
    const verifier = state.verifiers.get(kid);
    return verifier?.algorithm === algorithm ? verifier.publicKey : undefined;
  };

  return {
    get keySet() {
      return state.keySet;
    },
    get signingSince() {
      return state.signer?.since;
    },
    async signer() {
      if (!isCurrent()) await reloadTogether();
      if (state.signer === undefined) throw new Error('There is no key to sign with.');
      return state.signer.open();
    },
    findKey: (kid, algorithm) =>
      isCurrent() ? findKey(kid, algorithm) : reloadTogether().then(() => findKey(kid, algorithm)),
    reload,
    noteChange() {
      // Whatever is being read now may have missed it.
      wanted = begun + 1;
      reload().catch((error: unknown) => {
        options.log.warn({ err: error }, 'the keys could not be read; asking the database meanwhile');
      });
    },
  };
}

async function read({ model, box }: KeyRingOptions, before: State): Promise<State> {
  const all = await rawCollection(model).find().sort({ sequence: 1 }).toArray();
  const published = all.filter(isPublished);
  const verifiers = new Map<string, Verifier>();
  for (const key of published)
    verifiers.set(key._id, before.verifiers.get(key._id) ?? (await toVerifier(key)));
  const signing = findInState(published, 'signing');
  const signer = signing?._id === before.signer?.kid ? before.signer : signing && keepOpened(box, signing);
  const isSameSet = isSame([...before.verifiers.keys()], [...verifiers.keys()]);
  const keys = published.map(({ publicJwk }) => JSON.parse(publicJwk) as JWK);
  return { keySet: isSameSet ? before.keySet : { keys }, verifiers, signer };
}

async function toVerifier({ publicJwk, algorithm }: SigningKeyDocument): Promise<Verifier> {
  return { algorithm, publicKey: await importKey(JSON.parse(publicJwk) as JWK, algorithm) };
}

function keepOpened(box: SecretBox, key: SigningKeyDocument): Signer {
  let opened: Promise<SigningKey> | undefined;
  const since = key.signsFrom ?? key.createdAt;
  return { kid: key._id, since, open: () => (opened ??= openSigner(box, key)) };
}

async function openSigner(
  box: SecretBox,
  { _id: kid, algorithm, privateJwkBox = '' }: SigningKeyDocument,
): Promise<SigningKey> {
  try {
    const key = JSON.parse(await box.open(privateJwkBox)) as JsonWebKey;
    return { kid, algorithm, privateKey: createPrivateKey({ key, format: 'jwk' }) };
  } catch (error) {
    throw new StartupError(
      'The signing key in the database cannot be decrypted: it was made under another SECRET.\n' +
        'Add that one to the end of the list, as in SECRET=new,old.',
      { cause: error },
    );
  }
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((entry, position) => entry === other[position]);
}
