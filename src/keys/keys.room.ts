/**
 * The keys that sign access tokens: what is in memory, and how they come and go. Knows no token, no session and nobody's
 * account.
 */
import { createSecretBox } from '../foundation/secret-box.js';
import type { Ground } from '../house/ground.js';
import { checkKeys } from './check-keys.js';
import { checkSecrets } from './check-secrets.js';
import { createJwksRoute } from './jwks.route.js';
import { keepMs, keySetMaxAgeSeconds } from './key-policy.js';
import { createKeyRing } from './key-ring.js';
import { deadKeysJob, keyRotationJob } from './keys.job.js';
import { createListKeys } from './list-keys.js';
import { createResealKeys } from './reseal-keys.js';
import { createRotateKeys } from './rotate-keys.js';
import { createSigningKeyModel } from './signing-key.model.js';

export interface KeysNeeds {
  readonly ground: Ground;
}

export type KeysRoom = ReturnType<typeof createKeysRoom>;

export function createKeysRoom({ ground }: KeysNeeds) {
  const { config, secrets, events, inTransaction, isFed, clock, log } = ground;
  const { keyRotationCron: cron, keyRotationLeadMs: leadMs, signingAlgorithm: algorithm } = config;
  const model = createSigningKeyModel(ground.connection);
  const box = createSecretBox(secrets, 'signing-keys');
  const keyRing = createKeyRing({ model, box, isFed, log });
  const reload = () => keyRing.reload();
  const rotateKeys = createRotateKeys({
    ...{ model, box, events, inTransaction, reload, algorithm, leadMs },
    keepMs: keepMs(config.accessTokenTtlMs, leadMs),
    atLeast: config.signingKeys,
  });
  const listKeys = createListKeys(model);
  const openSigner = () => keyRing.signer();
  return {
    keyRing,
    rotateKeys,
    listKeys,
    contributes: {
      staticRoutes: [createJwksRoute(keyRing, keySetMaxAgeSeconds(leadMs))],
      watches: [
        {
          collection: model.collection.name,
          onChange: () => {
            keyRing.noteChange();
          },
          onOpen: reload,
        },
      ],
      measures: [
        {
          name: 'portcullis_signing_key_age_seconds',
          help: 'For how long the key that signs has done so; absent where there is none.',
          kind: 'gauge' as const,
          amongWorkers: 'max' as const,
          read: () => secondsSince(keyRing.signingSince, clock.now()),
        },
      ],
      jobs: [keyRotationJob({ keys: rotateKeys, openSigner, cron, clock, log }), deadKeysJob(rotateKeys)],
      resealers: [{ name: 'signingKeys', said: 'signing keys', reseal: createResealKeys(model, box) }],
      checks: [
        checkSecrets({ signingKeys: model, box, entries: config.secret?.length ?? 1 }),
        checkKeys({ listKeys, cron, leadMs, algorithm, clock }),
      ],
    },
  };
}

/** The database's clock says when, ours says now: a little apart, it is no age below nought. */
function secondsSince(then: Date | undefined, now: Date): number | undefined {
  return then && Math.max(0, (now.getTime() - then.getTime()) / 1_000);
}
