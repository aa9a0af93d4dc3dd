/** Sign-up with a passkey alone: the profile is judged before an authenticator is asked, and waits with the challenge. */
import type { CheckCaptcha } from '../abuse/check-captcha.js';
import { passkeyAmr } from '../credentials/passkey-amr.js';
import { refuseProblems } from '../foundation/errors.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { Randomness } from '../foundation/randomness.js';
import type { SecretBox } from '../foundation/secret-box.js';
import type { SessionDocument } from '../sessions/session.model.js';
import type { Enrol, Enrolled } from '../sign-in/enrol.js';
import type { Profile, ProfileField, ProfileInput, ProfileReader } from '../users/profile.js';
import { type BegunRegistration, registrationOptions } from './ceremony-options.js';
import type { PasskeyCeremonies } from './passkey-ceremonies.js';
import { namePasskey } from './passkey-name.js';
import type { RegistrationResponseJSON } from './passkey.scalar.js';
import type { RelyingParty } from './relying-party.js';
import type { TakeRegistration } from './take-registration.js';

interface PasskeySignUpInput extends ProfileInput {
  readonly captchaToken?: string | null | undefined;
}

interface PasskeySignUpAnswer {
  readonly response: RegistrationResponseJSON;
  /** Of the passkey; absent: after what it is. */
  readonly name?: string | null | undefined;
  readonly transport?: SessionDocument['transport'] | null | undefined;
}

export interface PasskeySignUp {
  /** Tells nobody whether the address is known. @throws AppError BAD_USER_INPUT, RATE_LIMITED, CAPTCHA_REQUIRED, CAPTCHA_INVALID. */
  begin(input: PasskeySignUpInput, origin: RequestOrigin): Promise<BegunRegistration>;
  /** @throws AppError BAD_USER_INPUT, CHALLENGE_EXPIRED, PASSKEY_INVALID, and as `Enrol`. */
  finish(answer: PasskeySignUpAnswer, origin: RequestOrigin): Promise<Enrolled>;
}

export interface PasskeySignUpOptions {
  readonly readProfile: ProfileReader;
  /** Profile fields demanded beside the address. */
  readonly required: readonly ProfileField[];
  readonly checkCaptcha: CheckCaptcha;
  readonly ceremonies: PasskeyCeremonies;
  readonly takeRegistration: TakeRegistration;
  readonly relyingParty: RelyingParty;
  readonly enrol: Enrol;
  readonly box: SecretBox;
  readonly randomness: Randomness;
}

/** What waits with the challenge. */
interface Waiting {
  readonly profile: Profile;
  readonly userHandle: string;
}

export function createPasskeySignUp(options: PasskeySignUpOptions): PasskeySignUp {
  const { ceremonies, takeRegistration, relyingParty, enrol, box, randomness } = options;
  return {
    async begin(input, origin) {
      const { profile, problems } = options.readProfile(input, ['email', ...options.required]);
      refuseProblems(problems);
      await options.checkCaptcha(input.captchaToken, origin);
      const waiting: Waiting = { profile, userHandle: randomness(32).toString('base64url') };
      const sealed = await box.seal(JSON.stringify(waiting));
      const begun = await ceremonies.begin('sign-up', origin.webOrigin, { sealed });
      const { email = '', firstName, lastName } = profile;
      const owner = { email, firstName, lastName, userHandle: waiting.userHandle, passkeys: [] };
      return registrationOptions(begun, relyingParty, owner);
    },
    async finish({ response, name: givenName, transport }, origin) {
      const name = namePasskey(givenName);
      const { ceremony, registration, standsIn } = await takeRegistration('sign-up', response);
      const { profile, userHandle } = JSON.parse(await box.open(ceremony.sealed ?? '')) as Waiting;
      const { passkey: made } = registration;
      const passkey = { ...made, name: name(made, origin) };
      const proved = { methods: ['PASSKEY'], amr: passkeyAmr(registration), transport };
      return enrol({ profile, credential: { passkey, userHandle, standsIn }, ...proved }, origin);
    },
  };
}
