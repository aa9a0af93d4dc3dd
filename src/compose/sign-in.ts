/** Passwords and the sign-in room. */
import type { Config } from '../config/config.js';
import type { Events } from '../foundation/events.js';
import type { InputRules } from '../graphql/input-problems.js';
import type { HashPool } from '../passwords/hash-pool.js';
import { createPasswordHasher } from '../passwords/password-hasher.js';
import { createPasswordPolicy } from '../passwords/password-policy.js';
import { openPeppers } from '../passwords/pepper.js';
import type { StartSession } from '../sessions/start-session.js';
import type { AuthConfigType } from '../sign-in/auth-config.type.js';
import { createSignIn } from '../sign-in/sign-in.js';
import { SignInResolver } from '../sign-in/sign-in.resolver.js';
import { createSignUp, type SignUpInput } from '../sign-in/sign-up.js';
import type { PhoneNumberParser } from '../users/phone-number.js';
import { createProfileReader, type ProfileField } from '../users/profile.js';
import type { UserCache } from '../users/user-cache.js';
import type { UserModel } from '../users/user.model.js';
import type { Parts } from './parts.js';

interface SignInParts {
  readonly users: UserModel;
  readonly userCache: UserCache;
  readonly events: Events;
  readonly pool: HashPool;
  readonly startSession: StartSession;
  readonly parsePhoneNumber: PhoneNumberParser;
}

export function openSignIn(config: Config, { clock }: Parts, parts: SignInParts) {
  const { users, userCache, events, pool, startSession } = parts;
  const peppers = openPeppers(config.passwordPepper ?? []);
  const hasher = createPasswordHasher({ cost: config.bcryptCost, peppers, runner: pool });
  const policy = createPasswordPolicy(config.passwordMinLength);
  const required = config.signUpRequires as readonly ProfileField[];
  const readProfile = createProfileReader(parts.parsePhoneNumber);
  const signUp = createSignUp({ users, readProfile, policy, hasher, startSession, required, events, clock });
  const signIn = createSignIn({ users, userCache, hasher, startSession, events });
  const authConfig: AuthConfigType = {
    passwordMinLength: config.passwordMinLength,
    // No sign-in waits for a mail yet, and no provider can be configured.
    requireVerifiedEmail: false,
    signUpRequires: [...required],
    availabilityQueries: config.availabilityQueries,
    providers: [],
  };
  const inputRules: InputRules = { signUp: (args) => signUp.problems(args['input'] as SignUpInput) };
  return { resolver: new SignInResolver(signUp, signIn, authConfig, clock), inputRules };
}
