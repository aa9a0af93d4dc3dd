/**
 * Sign-up with a password: judges the whole input at once, hashes, and makes the account. The answer carries the
 * first session, unless the configuration wants the address verified before.
 */
import type { CheckCaptcha } from '../abuse/check-captcha.js';
import type { Clock } from '../foundation/clock.js';
import { type FieldProblem, refuseProblems } from '../foundation/errors.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { Events } from '../foundation/events.js';
import type { Outbox } from '../mail/outbox.js';
import type { MessageCatalogue } from '../messages/messages.js';
import type { PasswordHasher } from '../passwords/password-hasher.js';
import type { PasswordPolicy } from '../passwords/password-policy.js';
import type { SessionDocument } from '../sessions/session.model.js';
import type { SignedIn } from '../sessions/signed-in.js';
import type { StartSession } from '../sessions/start-session.js';
import type { ProfileField, ProfileReader } from '../users/profile.js';
import type { UserDocument } from '../users/user.model.js';
import { type AddAccount, newAccount } from './new-account.js';
import type { UniformSignUp } from './uniform-sign-up.js';

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
  readonly addAccount: AddAccount;
  /** Where sign-up must not tell who is known. */
  readonly uniformSignUp: UniformSignUp | undefined;
  readonly startSession: StartSession;
  readonly checkCaptcha: CheckCaptcha;
  readonly outbox: Outbox;
  readonly catalogue: MessageCatalogue;
  /** Profile fields demanded beside address and password. */
  readonly required: readonly ProfileField[];
  /** Whether a session waits for the verification. */
  readonly requireVerifiedEmail: boolean;
  readonly events: Events;
  readonly clock: Clock;
}

/** All of it is absent where nothing may be told; the session, where it waits for the verification. */
interface SignedUp {
  readonly user?: UserDocument;
  readonly signedIn?: SignedIn;
}

export interface SignUp {
  /** Everything that is wrong with an input, however incomplete. */
  problems(input: SignUpInput): readonly FieldProblem[];
  /**
   * @throws AppError BAD_USER_INPUT, CAPTCHA_REQUIRED, CAPTCHA_INVALID, EMAIL_TAKEN, USERNAME_TAKEN,
   * PHONE_NUMBER_TAKEN, UNAVAILABLE.
   */
  signUp(input: SignUpInput, origin: RequestOrigin): Promise<SignedUp>;
}

export function createSignUp(options: SignUpOptions): SignUp {
  const { hasher, uniformSignUp, checkCaptcha } = options;
  return {
    problems: (input) => judge(options, input).problems,
    async signUp(input, origin) {
      const { profile, password, problems } = judge(options, input);
      refuseProblems(problems);
      await checkCaptcha(input.captchaToken, origin);
      const hash = await hasher.hash(password);
      const locale = options.catalogue.languageOf(origin.acceptLanguage);
      if (uniformSignUp === undefined)
        return enter(
          options,
          newAccount(profile, { password: hash, locale }, options.clock.now()),
          input.transport,
          origin,
        );
      await uniformSignUp.order(profile, hash, origin);
      return {};
    },
  };
}

function judge({ readProfile, policy, required }: SignUpOptions, input: SignUpInput) {
  const { profile, problems } = readProfile(input, ['email', ...required]);
  const password = input.password ?? '';
  const weaknesses = policy(password, { ...input, ...profile });
  return { profile, password, problems: [...problems, ...weaknesses] };
}

async function enter(
  options: SignUpOptions,
  user: UserDocument,
  transport: SignUpInput['transport'],
  origin: RequestOrigin,
): Promise<SignedUp> {
  const { addAccount, outbox, startSession, events, requireVerifiedEmail } = options;
  await addAccount(user, origin);
  outbox.wake();
  events.raise('user.signed-up', { userId: user._id.toHexString() }, origin);
  if (requireVerifiedEmail) return { user };
  const proof = { user, methods: ['PASSWORD'], amr: ['pwd'], transport: transport ?? 'BODY' };
  return { user, signedIn: await startSession(proof, origin) };
}
