/**
 * Accounts of providers: whose word is taken, the code flow that the gateway runs itself, and which account a provider's opens or is
 * linked to. Knows no password; a sign-in ends in `openSignIn` like any other.
 */
import type { AbuseRoom } from '../abuse/abuse.room.js';
import { offeredMethods } from '../config/offered-methods.js';
import { fieldsOfMethod } from '../config/sign-in-methods.js';
import type { CredentialsRoom } from '../credentials/credentials.room.js';
import { createOpaqueTokens } from '../foundation/opaque-token.js';
import { createSecretBox } from '../foundation/secret-box.js';
import type { Ground } from '../house/ground.js';
import type { MailRoom } from '../mail/mail.room.js';
import type { PagesRoom } from '../pages/pages.room.js';
import type { SessionsRoom } from '../sessions/sessions.room.js';
import type { SignInRoom } from '../sign-in/sign-in.room.js';
import type { UsersRoom } from '../users/users.room.js';
import { waysInBeside } from '../users/ways-in.js';
import { createProviderTokenCheck } from './check-provider-token.js';
import { checkProviders } from './check-providers.js';
import { createCodeClient } from './code-client.js';
import { type CodeFlow, createCodeFlow } from './code-flow.js';
import { createCompleteSignIn } from './complete-sign-in.js';
import { configuredProviders } from './configured-providers.js';
import { createFederatedSignIn } from './federated-sign-in.js';
import { FederatedResolver } from './federated.resolver.js';
import { FederationResolver } from './federation.resolver.js';
import { createFederationRoute } from './federation.route.js';
import { createIdentityProviders, type IdentityProviders } from './identity-providers.js';
import { createLinkProvider } from './link-provider.js';
import { createOneTimeCodeModel } from './one-time-code.model.js';
import { createOneTimeCodes } from './one-time-codes.js';
import { createOpenIdProvider } from './openid-provider.js';
import type { ReportTrouble } from './provider-trouble.js';
import { createSignInFlowModel } from './sign-in-flow.model.js';
import { createUsedNonceModel } from './used-nonce.model.js';
import { createUsedNonces } from './used-nonces.js';

export interface FederationNeeds {
  readonly ground: Ground;
  readonly users: Pick<UsersRoom, 'users' | 'userCache' | 'readProfile'>;
  readonly sessions: Pick<SessionsRoom, 'deliver'>;
  readonly credentials: Pick<CredentialsRoom, 'stepUp' | 'changeCredentials' | 'changeUndos'>;
  readonly signIn: Pick<SignInRoom, 'openSignIn' | 'beforeSignUp'>;
  readonly mail: Pick<MailRoom, 'notices'>;
  readonly abuse: Pick<AbuseRoom, 'checkSignUp' | 'limitProvider'>;
  readonly pages: Pick<PagesRoom, 'frame'>;
}

/** Unlinking is none of them: what is linked can be taken away also where it opens nothing. */
const operations = [
  ...['signUpWithGoogle', 'signUpWithApple', 'signUpWithProvider'],
  ...['signInWithGoogle', 'signInWithApple', 'signInWithProvider'],
  ...['completeSignIn', 'linkProvider', 'completeLink'],
];

export function createFederationRoom(needs: FederationNeeds) {
  const { ground, abuse } = needs;
  const { config, inTransaction, events, catalogue, clock, log } = ground;
  const { users, userCache, readProfile } = needs.users;
  const { stepUp, changeCredentials, changeUndos } = needs.credentials;
  const { notices } = needs.mail;
  // So that whoever runs it sees why, which whoever asks does not.
  const report: ReportTrouble = (trouble) => {
    log.warn(trouble, 'the word of a provider was not taken');
  };
  const isOn = config.signInMethods.includes('providers');
  const configured = configuredProviders(config);
  const providers = openProviders(ground, configured, report);
  const { codes, flow, startUrlOf } = openFlow(ground, providers, report);
  const federated = createFederatedSignIn({
    ...{
      users,
      userCache,
      readProfile,
      inTransaction,
      changeUndos,
      catalogue,
      notices,
      events,
      clock,
    },
    openSignIn: needs.signIn.openSignIn,
    beforeSignUp: needs.signIn.beforeSignUp,
    linksByVerifiedEmail: config.linkByVerifiedEmail,
  });
  const links = createLinkProvider({
    ...{ providers, codes, users, stepUp, changeCredentials, changeUndos, notices, events, clock },
    otherWaysIn: waysInBeside('providers', offeredMethods(config)),
  });
  const complete = createCompleteSignIn({ codes, federated, events });
  const { checkSignUp, limitProvider } = abuse;
  const { deliver } = needs.sessions;
  return {
    contributes: {
      fieldMethods: fieldsOfMethod('providers', operations),
      routes: isOn ? [createRoute(needs, flow)] : [],
      resolvers: [
        new FederationResolver(links),
        new FederatedResolver(providers, federated, checkSignUp, limitProvider, deliver, complete),
      ],
      stepUpChecks: isOn ? { providerToken: createProviderTokenCheck(providers) } : {},
      authConfig: { providers: isOn ? describe(providers, startUrlOf) : [] },
      checks: configured.length > 0 ? [checkProviders({ providers: configured, fetch })] : [],
    },
  };
}

function createRoute({ ground, abuse, pages }: FederationNeeds, flow: CodeFlow) {
  return createFederationRoute({
    flow,
    redirects: ground.config.federationRedirects ?? [],
    publicUrl: ground.publicUrl,
    limitStart: abuse.limitProvider,
    pages: pages.frame,
  });
}

function openProviders(
  { connection, clock }: Ground,
  configured: ReturnType<typeof configuredProviders>,
  report: ReportTrouble,
): IdentityProviders {
  const shared = { usedNonces: createUsedNonces(createUsedNonceModel(connection)), report, fetch, clock };
  return createIdentityProviders(
    configured.map((provider) => createOpenIdProvider({ ...shared, ...provider })),
    report,
  );
}

/** The code flow that the gateway runs itself. */
function openFlow(ground: Ground, { all }: IdentityProviders, report: ReportTrouble) {
  const { config, connection, publicUrl, secrets, clock, randomness } = ground;
  const tokens = createOpaqueTokens<'state' | 'browser' | 'code'>(secrets, 'federation');
  const box = createSecretBox(secrets, 'federation');
  const codes = createOneTimeCodes({
    ...{ model: createOneTimeCodeModel(connection), tokens, box, clock, randomness },
  });
  // Apple posts the browser back, past any SameSite cookie, and wants a secret that is made anew each half year.
  const able = all.filter(({ method }) => method !== 'APPLE');
  const urlOf = (id: string, end: 'start' | 'callback') => `${publicUrl}/federation/${id}/${end}`;
  const providers = new Map(
    able.map((provider) => {
      const redirectUri = urlOf(provider.id, 'callback');
      return [
        provider.id,
        { provider, client: createCodeClient({ provider, redirectUri, report, fetch, clock }) },
      ];
    }),
  );
  const model = createSignInFlowModel(connection);
  const canReturn = (config.federationRedirects ?? []).length > 0;
  return {
    codes,
    flow: createCodeFlow({ model, providers, tokens, box, codes, clock, randomness }),
    /** Undefined where a browser that sets out could not come back. */
    startUrlOf: (id: string): URL | undefined =>
      providers.has(id) && canReturn ? new URL(urlOf(id, 'start')) : undefined,
  };
}

function describe({ all }: IdentityProviders, startUrlOf: (id: string) => URL | undefined) {
  return all.map(({ id, label, clientIds: [clientId = ''] }) => {
    const startUrl = startUrlOf(id);
    return { id, label, clientId, ...(startUrl && { startUrl }) };
  });
}
