/**
 * Sign-up with a password: judges the whole input at once, hashes, and makes the account. The answer carries the
 * first session, unless the configuration wants the address verified before.
 */
import type { CheckCaptcha } from '../abuse/check-captcha.js';
import { type FieldProblem, refuseProblems } from '../foundation/errors.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { PasswordHasher } from '../passwords/password-hasher.js';
import type { PasswordPolicy } from '../passwords/password-policy.js';
import type { SessionDocument } from '../sessions/session.model.js';
import type { ProfileField, ProfileReader } from '../users/profile.js';
import type { Enrol, Enrolled } from './enrol.js';

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
  readonly newPasswords: Pick<PasswordHasher, 'hash'>;
  readonly enrol: Enrol;
  readonly checkCaptcha: CheckCaptcha;
  /** Profile fields demanded beside address and password. */
  readonly required: readonly ProfileField[];
}

export interface SignUp {
  /** Everything that is wrong with an input, however incomplete. */
  problems(input: SignUpInput): readonly FieldProblem[];
  /**
   * @throws AppError BAD_USER_INPUT, CAPTCHA_REQUIRED, CAPTCHA_INVALID, EMAIL_TAKEN, USERNAME_TAKEN,
   * PHONE_NUMBER_TAKEN, UNAVAILABLE.
   */
  signUp(input: SignUpInput, origin: RequestOrigin): Promise<Enrolled>;
}

export function createSignUp(options: SignUpOptions): SignUp {
  const { newPasswords, checkCaptcha } = options;
  return {
    problems: (input) => judge(options, input).problems,
    async signUp(input, origin) {
      const { profile, password, problems } = judge(options, input);
      refuseProblems(problems);
      await checkCaptcha(input.captchaToken, origin);
      const hash = await newPasswords.hash(password);
      const proved = { methods: ['PASSWORD'], amr: ['pwd'], transport: input.transport };
      return options.enrol({ profile, credential: { password: hash }, ...proved }, origin);
    },
  };
}

function judge({ readProfile, policy, required }: SignUpOptions, input: SignUpInput) {
  const { profile, problems } = readProfile(input, ['email', ...required]);
  const password = input.password ?? '';
  const weaknesses = policy(password, { ...input, ...profile });
  return { profile, password, problems: [...problems, ...weaknesses] };
}
