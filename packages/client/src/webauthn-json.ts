/** WebAuthn's JSON forms (Level 3, 5.1 and 5.4), as far as they go between a page and the gateway: base64url throughout. */

interface Credential<Response> {
  readonly id: string;
  readonly rawId: string;
  readonly type: 'public-key';
  readonly response: Response;
  readonly authenticatorAttachment?: string | null;
  readonly clientExtensionResults?: object;
}

/** `toJSON()` of what `navigator.credentials.create()` resolved to. */
export type RegistrationResponseJSON = Credential<{
  readonly clientDataJSON: string;
  readonly attestationObject: string;
  readonly transports?: readonly string[];
}>;

/** `toJSON()` of what `navigator.credentials.get()` resolved to. */
export type AuthenticationResponseJSON = Credential<{
  readonly clientDataJSON: string;
  readonly authenticatorData: string;
  readonly signature: string;
  readonly userHandle?: string | null;
}>;

interface Descriptor {
  readonly id: string;
  readonly type: 'public-key';
  readonly transports?: string[];
}

/** For `PublicKeyCredential.parseCreationOptionsFromJSON()`. */
export interface PublicKeyCredentialCreationOptionsJSON {
  readonly rp: { readonly name: string; readonly id?: string };
  readonly user: { readonly id: string; readonly name: string; readonly displayName: string };
  readonly challenge: string;
  readonly pubKeyCredParams: { readonly type: 'public-key'; readonly alg: number }[];
  readonly timeout?: number;
  readonly excludeCredentials?: Descriptor[];
  readonly authenticatorSelection?: object;
  readonly hints?: string[];
  readonly attestation?: string;
  readonly extensions?: object;
}

/** For `PublicKeyCredential.parseRequestOptionsFromJSON()`. */
export interface PublicKeyCredentialRequestOptionsJSON {
  readonly challenge: string;
  readonly timeout?: number;
  readonly rpId?: string;
  readonly allowCredentials?: Descriptor[];
  readonly userVerification?: string;
  readonly hints?: string[];
  readonly extensions?: object;
}
