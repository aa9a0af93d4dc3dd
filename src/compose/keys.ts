/** The signing keys: what is in memory, and how they come and go. */
import type { Config } from '../config/config.js';
import type { InTransaction } from '../database/transaction.js';
import type { Events } from '../foundation/events.js';
import { createSecretBox } from '../foundation/secret-box.js';
import type { Secrets } from '../foundation/secrets.js';
import { keepMs } from '../keys/key-policy.js';
import { createKeyRing } from '../keys/key-ring.js';
import { createListKeys } from '../keys/list-keys.js';
import { createResealKeys } from '../keys/reseal-keys.js';
import { createRotateKeys } from '../keys/rotate-keys.js';
import type { Models } from './models.js';
import type { Parts } from './parts.js';

export interface KeyParts {
  readonly models: Pick<Models, 'signingKeys'>;
  readonly secrets: Secrets;
  readonly events: Events;
  readonly inTransaction: InTransaction;
  /** Whether the change feed tells what other replicas do. */
  readonly isFed: () => boolean;
}

export function openKeys(config: Config, { log }: Pick<Parts, 'log'>, parts: KeyParts) {
  const { signingKeys: model } = parts.models;
  const box = createSecretBox(parts.secrets, 'signing-keys');
  const keyRing = createKeyRing({ ...parts, model, box, log });
  const rotateKeys = createRotateKeys({
    ...parts,
    model,
    box,
    algorithm: config.signingAlgorithm,
    leadMs: config.keyRotationLeadMs,
    keepMs: keepMs(config.accessTokenTtlMs, config.keyRotationLeadMs),
    atLeast: config.signingKeys,
    reload: () => keyRing.reload(),
  });
  return {
    keyRing,
    rotateKeys,
    signingKeys: model,
    listKeys: createListKeys(model),
    resealKeys: createResealKeys(model, box),
  };
}
