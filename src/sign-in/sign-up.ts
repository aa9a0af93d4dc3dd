/**
 * Sign-up with a password: judges the whole input at once, hashes, and makes the account. The answer carries the
 * first session, unless the configuration wants the address verified before.
 */
import type { CheckCaptcha } from '../abuse/check-captcha.js';
import { AppError, type FieldProblem, refuseProblems } from '../foundation/errors.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { PasswordHasher } from '../passwords/password-hasher.js';
import type { PasswordPolicy } from '../passwords/password-policy.js';
import type { SessionDocument } from '../sessions/session.model.js';
import type { ProfileField, ProfileReader } from '../users/profile.js';
import type { Enrol, Enrolled } from './enrol.js';
import type { IdempotencyKeys } from './idempotency-keys.js';
import type { RepeatSignUp } from './repeat-sign-up.js';

export interface SignUpInput {
  readonly email?: string | null | undefined;
  readonly password?: string | null | undefined;
  readonly firstName?: string | null | undefined;
  readonly lastName?: string | null | undefined;
  readonly username?: string | null | undefined;
  readonly phoneNumber?: string | null | undefined;
  readonly captchaToken?: string | null | undefined;
  readonly transport?: SessionDocument['transport'] | null | undefined;
}

export interface SignUpOptions {
  readonly readProfile: ProfileReader;
  readonly policy: PasswordPolicy;
  readonly hasher: PasswordHasher;
  readonly enrol: Enrol;
  readonly keys: IdempotencyKeys;
  readonly repeat: RepeatSignUp;
  readonly checkCaptcha: CheckCaptcha;
  /** Profile fields demanded beside address and password. */
  readonly required: readonly ProfileField[];
}

export interface SignUp {
  /** Everything that is wrong with an input, however incomplete. */
  problems(input: SignUpInput): readonly FieldProblem[];
  /**
   * @param idempotencyKey the header of that name: with the one that made the account the same sign-up opens a session again.
   * @throws AppError BAD_USER_INPUT, CAPTCHA_REQUIRED, CAPTCHA_INVALID, EMAIL_TAKEN, USERNAME_TAKEN,
   * PHONE_NUMBER_TAKEN, UNAVAILABLE; of that header BAD_REQUEST, RATE_LIMITED.
   */
  signUp(input: SignUpInput, origin: RequestOrigin, idempotencyKey: string | undefined): Promise<Enrolled>;
}

export function createSignUp(options: SignUpOptions): SignUp {
  const { hasher, checkCaptcha, enrol, keys, repeat } = options;
  return {
    problems: (input) => judge(options, input).problems,
    async signUp(input, origin, idempotencyKey) {
      const { profile, password, problems } = judge(options, input);
      refuseProblems(problems);
      const { emailCanonical = '' } = profile;
      const signUpKey = keys.digest(idempotencyKey, emailCanonical);
      await checkCaptcha(input.captchaToken, origin);
      const hash = await hasher.hash(password);
      const { transport } = input;
      const proved = { methods: ['PASSWORD'], amr: ['pwd'], transport };
      try {
        return await enrol({ profile, credential: { password: hash }, ...proved, signUpKey }, origin);
      } catch (error) {
        if (idempotencyKey === undefined || !isTaken(error)) throw error;
        return repeat({ emailCanonical, idempotencyKey, password, transport }, error, origin);
      }
    },
  };
}

/** An account has the address, or the name or the number; which of them is told by chance, where it is one account. */
const isTaken = (error: unknown): error is AppError => error instanceof AppError && error.status === 409;

function judge({ readProfile, policy, required }: SignUpOptions, input: SignUpInput) {
  const { profile, problems } = readProfile(input, ['email', ...required]);
  const password = input.password ?? '';
  const weaknesses = policy(password, { ...input, ...profile });
  return { profile, password, problems: [...problems, ...weaknesses] };
}
