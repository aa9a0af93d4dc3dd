/**
 * Who is asked before an account is made and before an access token is written: services of the operator's, by a signed call that may
 * refuse. Owns what they are told and what an answer means; knows nothing of what is done then.
 */
import type { Config } from '../config/config.js';
import { createCircuitBreaker } from '../foundation/circuit-breaker.js';
import type { Ground } from '../house/ground.js';
import { createAddressGuard } from '../outgoing/address-guard.js';
import { createPostSigned } from '../outgoing/post-signed.js';
import type { BeforeTokenPort } from '../sessions/before-token.js';
import type { BeforeSignUp } from '../sign-in/before-sign-up.js';
import { createHook, type Hook, type HookType } from './ask-hook.js';
import { checkHooks } from './check-hooks.js';
import { measureLeftAlone, measureSignUpHook, measureTokenHook } from './hook-measures.js';

export interface HooksNeeds {
  readonly ground: Ground;
}

/** Somebody waits for it. */
const TIMEOUT_MS = 1_000;
/** For so long nobody waits for one that has failed again and again. */
const PAUSE_MS = 10_000;

export function createHooksRoom({ ground }: HooksNeeds) {
  const { config } = ground;
  const signUp = openHook(ground, 'before.sign-up', config.beforeSignUpUrl);
  const token = openHook(ground, 'before.token', config.beforeTokenUrl);
  const bySetting = {
    ...(signUp !== undefined && { BEFORE_SIGN_UP_URL: signUp }),
    ...(token !== undefined && { BEFORE_TOKEN_URL: token }),
  };
  return {
    contributes: {
      checks: [checkHooks(bySetting, config.hooksFail === 'open')],
      beforeSignUps: signUp === undefined ? [] : [askBeforeSignUp(signUp)],
      beforeTokens: token === undefined ? [] : [askBeforeToken(token)],
      measures: [
        ...(signUp === undefined ? [] : measureSignUpHook(signUp)),
        ...(token === undefined ? [] : measureTokenHook(token)),
        measureLeftAlone({ ...(signUp && { sign_up: signUp }), ...(token && { token }) }),
      ],
    },
  };
}

function openHook(
  { config, clock, randomness, log }: Pick<Ground, 'config' | 'clock' | 'randomness' | 'log'>,
  type: HookType,
  url: string | undefined,
): Hook | undefined {
  if (url === undefined) return undefined;
  return createHook({
    ...{ type, target: { url, secrets: secretsOf(config) }, failsOpen: config.hooksFail === 'open' },
    ...{ breaker: createCircuitBreaker(clock, PAUSE_MS), clock, randomness, log },
    post: createPostSigned({
      guard: createAddressGuard(config.webhookAllowedNetworks ?? []),
      clock,
      timeoutMs: TIMEOUT_MS,
      userAgent: 'Portcullis-Hooks/1',
    }),
  });
}

/** @throws TypeError never with settings that were judged. */
function secretsOf({ hookSecrets }: Config): readonly string[] {
  if (hookSecrets === undefined) throw new TypeError('HOOK_SECRET is required with a hook.');
  return hookSecrets;
}

function askBeforeSignUp(hook: Hook): BeforeSignUp {
  return async ({ profile, method }, origin) => {
    const { email, username, firstName, lastName, phoneNumber } = profile;
    await hook.ask({ method, user: { email, username, firstName, lastName, phoneNumber } }, origin, 0);
  };
}

function askBeforeToken(hook: Hook): BeforeTokenPort {
  return ({ cause, user, sessionId, amr }, origin, claimBytes) => {
    const { email, username, roles, publicMetadata, privateMetadata, emailVerifiedAt } = user;
    const known = { email, emailVerified: emailVerifiedAt !== undefined, username, roles };
    const told = { id: user._id.toHexString(), ...known, publicMetadata, privateMetadata };
    return hook.ask({ cause, user: told, session: { id: sessionId, amr } }, origin, claimBytes);
  };
}
