/** Passwords and the sign-in room. */
import type { Attempts } from '../abuse/attempts.js';
import type { MailLimits } from '../abuse/mail-limits.js';
import type { LimitSource } from '../abuse/source-limits.js';
import type { Config } from '../config/config.js';
import type { InTransaction } from '../database/transaction.js';
import type { Events } from '../foundation/events.js';
import type { InputRules } from '../graphql/input-problems.js';
import type { MailJobs } from '../mail/mail-worker.js';
import type { Notices } from '../mail/notices.js';
import type { Outbox } from '../mail/outbox.js';
import type { LinkOrders } from '../mail-links/link-orders.js';
import type { CheckCaptcha } from '../mail-links/link-requests.js';
import type { MessageCatalogue } from '../messages/messages.js';
import type { HashPool } from '../passwords/hash-pool.js';
import { createPasswordHasher, type PasswordHasher } from '../passwords/password-hasher.js';
import { createPasswordPolicy, type PasswordPolicy } from '../passwords/password-policy.js';
import { openPeppers } from '../passwords/pepper.js';
import type { DeliverSession } from '../sessions/deliver-session.js';
import type { StartSession } from '../sessions/start-session.js';
import type { AuthConfigType, CaptchaConfigType, ProviderType } from '../sign-in/auth-config.type.js';
import { createCompleteSignIn } from '../sign-in/complete-sign-in.js';
import { createFederatedSignIn } from '../sign-in/federated-sign-in.js';
import { FederatedResolver } from '../sign-in/federated.resolver.js';
import { createAddAccount } from '../sign-in/new-account.js';
import { createAccountCheck, createOpenSignIn } from '../sign-in/open-sign-in.js';
import { createSecondStep } from '../sign-in/second-step.js';
import type { SignInCaptcha } from '../sign-in/sign-in-captcha.js';
import { createSignIn } from '../sign-in/sign-in.js';
import { SignInResolver } from '../sign-in/sign-in.resolver.js';
import { createSignUp, type SignUpInput } from '../sign-in/sign-up.js';
import { createUniformSignUp, UNIFORM_SIGN_UP_KIND } from '../sign-in/uniform-sign-up.js';
import type { PhoneNumbers } from '../users/phone-number.js';
import { createProfileReader, type ProfileField } from '../users/profile.js';
import type { UserCache } from '../users/user-cache.js';
import type { UserModel } from '../users/user.model.js';
import type { CodeFlowRoom } from './code-flow.js';
import type { CredentialRoom } from './credentials.js';
import type { FederationRoom } from './federation.js';
import type { Parts } from './parts.js';

interface SignInParts {
  readonly users: UserModel;
  readonly userCache: UserCache;
  readonly inTransaction: InTransaction;
  readonly events: Events;
  readonly hasher: PasswordHasher;
  readonly policy: PasswordPolicy;
  readonly startSession: StartSession;
  readonly deliver: DeliverSession;
  readonly phoneNumbers: PhoneNumbers;
  readonly outbox: Outbox;
  readonly notices: Notices;
  readonly orders: LinkOrders;
  readonly credentials: CredentialRoom;
  readonly federation: FederationRoom;
  readonly codeFlow: CodeFlowRoom;
  readonly attempts: Attempts;
  readonly limitProvider: LimitSource;
  readonly catalogue: MessageCatalogue;
  readonly mailLimits: MailLimits;
  readonly checkCaptcha: CheckCaptcha;
  readonly captcha: CaptchaConfigType | undefined;
  readonly signInCaptcha: SignInCaptcha | undefined;
}

export function openPasswords(config: Config, pool: HashPool) {
  const peppers = openPeppers(config.passwordPepper ?? []);
  return {
    hasher: createPasswordHasher({ cost: config.bcryptCost, peppers, runner: pool }),
    policy: createPasswordPolicy(config.passwordMinLength),
  };
}

export function openSignInRoom(config: Config, { clock }: Parts, parts: SignInParts) {
  const required = config.signUpRequires as readonly ProfileField[];
  const { requireVerifiedEmail } = config;
  const readProfile = createProfileReader(parts.phoneNumbers.parse);
  const addAccount = createAddAccount(parts);
  const uniform = createUniformSignUp({ ...parts, addAccount });
  const uniformSignUp = config.uniformSignUp ? uniform : undefined;
  const rules = { readProfile, required, requireVerifiedEmail };
  const signUp = createSignUp({ ...parts, ...rules, addAccount, uniformSignUp, clock });
  const { federation } = parts;
  const { challenges, factors } = parts.credentials;
  const accountCheck = createAccountCheck({ ...parts, unverified: unverifiedRefusal(config) });
  const openSignIn = createOpenSignIn({ ...parts, challenges, accountCheck });
  const signIn = createSignIn({ ...parts, openSignIn, captcha: parts.signInCaptcha });
  const secondStep = createSecondStep({
    ...parts,
    challenges,
    factors,
    accountCheck,
    isTotpAloneEnabled: config.totpAlone,
    captcha: parts.signInCaptcha,
  });
  const authConfig: AuthConfigType = {
    passwordMinLength: config.passwordMinLength,
    requireVerifiedEmail,
    signUpRequires: [...required],
    availabilityQueries: config.availabilityQueries,
    ...(parts.captcha && { captcha: parts.captcha }),
    providers: describeProviders(parts),
  };
  const inputRules: InputRules = { signUp: (args) => signUp.problems(args['input'] as SignUpInput) };
  const jobs: MailJobs = { [UNIFORM_SIGN_UP_KIND]: uniform.job };
  const federated = createFederatedSignIn({
    ...parts,
    readProfile,
    openSignIn,
    changeUndos: parts.credentials.changeUndos,
    linksByVerifiedEmail: config.linkByVerifiedEmail,
    clock,
  });
  const complete = createCompleteSignIn({ ...parts, ...parts.codeFlow, federated });
  return {
    resolvers: [
      new SignInResolver(signUp, signIn, secondStep, authConfig, parts.deliver),
      new FederatedResolver(
        federation.providers,
        federated,
        parts.checkCaptcha,
        parts.limitProvider,
        parts.deliver,
        complete,
      ),
    ],
    federated,
    inputRules,
    jobs,
  };
}

function describeProviders({ federation, codeFlow }: SignInParts): ProviderType[] {
  return federation.providers.all.map(({ id, label, clientIds: [clientId = ''] }) => {
    const startUrl = codeFlow.startUrlOf(id);
    return { id, label, clientId, ...(startUrl && { startUrl }) };
  });
}

function unverifiedRefusal({ requireVerifiedEmail, uniformSignUp }: Config) {
  if (uniformSignUp) return 'INVALID_CREDENTIALS';
  return requireVerifiedEmail ? 'EMAIL_NOT_VERIFIED' : undefined;
}
