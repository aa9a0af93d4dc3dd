/** What of a browser passkeys need. `signal…` are younger than the rest, and only good manners: without them nothing is told. */
export interface PasskeyBrowser {
  readonly isSupported: boolean;
  canAutofill(): Promise<boolean>;
  parseCreationOptions(options: object): object;
  parseRequestOptions(options: object): object;
  /** @returns WebAuthn's JSON form. */
  create(options: object): Promise<object>;
  get(options: object): Promise<object>;
  signalUnknown(options: object): Promise<void>;
  signalAccepted(options: object): Promise<void>;
}

interface Credential {
  toJSON(): object;
}

interface Place {
  readonly navigator?: {
    readonly credentials?: {
      create(options: object): Promise<Credential>;
      get(options: object): Promise<Credential>;
    };
  };
  readonly PublicKeyCredential?: {
    isConditionalMediationAvailable?(): Promise<boolean>;
    parseCreationOptionsFromJSON?(options: object): object;
    parseRequestOptionsFromJSON?(options: object): object;
    signalUnknownCredential?(options: object): Promise<void>;
    signalAllAcceptedCredentials?(options: object): Promise<void>;
  };
}

export function findPasskeyBrowser(place: Place = globalThis as unknown as Place): PasskeyBrowser {
  const { navigator, PublicKeyCredential: api } = place;
  const credentials = () => {
    const { credentials: found } = navigator ?? {};
    if (!found || !api) throw new TypeError('There are no passkeys here.');
    return { found, api };
  };
  return {
    isSupported: Boolean(navigator?.credentials && api && 'parseRequestOptionsFromJSON' in api),
    canAutofill: async () => (await api?.isConditionalMediationAvailable?.()) ?? false,
    parseCreationOptions: (options) => credentials().api.parseCreationOptionsFromJSON?.(options) ?? options,
    parseRequestOptions: (options) => credentials().api.parseRequestOptionsFromJSON?.(options) ?? options,
    create: async (options) => (await credentials().found.create(options)).toJSON(),
    get: async (options) => (await credentials().found.get(options)).toJSON(),
    signalUnknown: async (options) => api?.signalUnknownCredential?.(options).catch(ignore),
    signalAccepted: async (options) => api?.signalAllAcceptedCredentials?.(options).catch(ignore),
  };
}

function ignore(): void {
  // Whoever signs in or removes a passkey has nothing to do with whether the authenticator was told.
}
