import type { ConfigWarning } from './config-warning.js';
import type { Config } from './config.js';
import type { FeatureName } from './feature-names.js';
import { offeredMethods } from './offered-methods.js';
import { passkeyWarnings } from './passkey-warnings.js';
import type { SignInMethod } from './sign-in-methods.js';

/** What is allowed, but worth a word at start and to the doctor; most of it only in production. */
export function configWarnings(config: Config): readonly ConfigWarning[] {
  const misnamed = config.misnamed.map(({ written, meant }) => ({
    says: `${written} is no setting and changes nothing: did you mean ${meant}?`,
    mend: `Call it ${meant}, or take it away.`,
  }));
  const alone = {
    says: 'TOTP_ALONE is on: an address and six digits sign in, without the password.',
    mend: 'Take TOTP_ALONE=true away.',
  };
  return [
    ...misnamed,
    ...(config.totpAlone && !isLeftOut(config, 'second-factor') ? [alone] : []),
    ...withoutEffect(config),
    ...withoutWayIn(config),
    ...withoutProvider(config),
    ...passkeyWarnings(config),
    ...withoutTimeToStop(config),
    ...(config.isProduction ? productionWarnings(config) : []),
  ];
}

function isLeftOut({ featuresDisabled = [] }: Config, feature: FeatureName): boolean {
  return featuresDisabled.includes(feature);
}

/** Settings of what FEATURES_DISABLED leaves out. */
function withoutEffect(config: Config): readonly ConfigWarning[] {
  const hasProviders = hasAnyProvider(config);
  const settings: readonly (readonly [feature: FeatureName, isSet: boolean, env: string])[] = [
    ['federation', hasProviders, 'The providers that are configured'],
    ['administration', config.adminEmail !== undefined, 'ADMIN_EMAIL'],
    ['metrics', config.metricsToken !== undefined, 'METRICS_TOKEN'],
    ['resource-servers', config.resourceServers !== undefined, 'RESOURCE_SERVERS'],
    ['second-factor', config.totpAlone, 'TOTP_ALONE'],
    ['passkeys', config.webauthnRpId !== undefined, 'WEBAUTHN_RP_ID'],
    ['passkeys', config.webauthnOrigins !== undefined, 'WEBAUTHN_ORIGINS'],
  ];
  return settings
    .filter(([feature, isSet]) => isSet && isLeftOut(config, feature))
    .map(([feature, , env]) => ({
      says: `${env}: without effect, since FEATURES_DISABLED has ${feature}.`,
      mend: `Take ${feature} out of FEATURES_DISABLED, or the setting away.`,
    }));
}

function hasAnyProvider({ googleClientIds, appleClientIds, oidcProviders }: Config): boolean {
  return [googleClientIds, appleClientIds, oidcProviders].some((all) => all !== undefined);
}

/** Settings of ways in that SIGN_IN_METHODS does not name. */
function withoutWayIn(config: Config): readonly ConfigWarning[] {
  const settings: readonly (readonly [method: SignInMethod, isSet: boolean, what: string])[] = [
    ['providers', hasAnyProvider(config), 'The providers that are configured'],
    ['email-link', config.signInLinkUrls !== undefined, 'SIGN_IN_LINK_URL'],
    ['passkey', config.webauthnRpId !== undefined, 'WEBAUTHN_RP_ID'],
    ['passkey', config.webauthnOrigins !== undefined, 'WEBAUTHN_ORIGINS'],
  ];
  return settings
    .filter(([method, isSet]) => isSet && !config.signInMethods.includes(method))
    .map(([method, , what]) => ({
      says: `${what}: without effect, since SIGN_IN_METHODS does not name ${method}.`,
      mend: `Add ${method} to SIGN_IN_METHODS, or take the setting away.`,
    }));
}

function withoutProvider(config: Config): readonly ConfigWarning[] {
  const others = offeredMethods(config).filter((method) => method !== 'providers' && method !== 'totp');
  if (others.length > 0 || hasAnyProvider(config)) return [];
  const says = 'SIGN_IN_METHODS names providers alone, and none is configured: nobody can sign in.';
  return [{ says, mend: 'Configure a provider, or add another way in to SIGN_IN_METHODS.' }];
}

/** What it takes to become quiet, and to close the database. */
const CLOSING_MS = 3_000;

function withoutTimeToStop({ shutdownDelayMs, shutdownTimeoutMs }: Config): readonly ConfigWarning[] {
  if (shutdownTimeoutMs - shutdownDelayMs > CLOSING_MS) return [];
  const says = 'SHUTDOWN_DELAY leaves no time of SHUTDOWN_TIMEOUT: what still runs after it is cut off.';
  return [{ says, mend: 'Set SHUTDOWN_TIMEOUT to some seconds more than SHUTDOWN_DELAY.' }];
}

function productionWarnings(config: Config): readonly ConfigWarning[] {
  return [
    ...(config.publicUrl?.startsWith('http:') === true
      ? [{ says: 'PUBLIC_URL is http: tokens and passwords travel in the open.', mend: 'Put TLS in front.' }]
      : []),
    ...(config.smtpUrl === undefined
      ? [{ says: 'SMTP_URL is not set: mails wait, for two days, until it is.', mend: 'Set SMTP_URL.' }]
      : []),
    ...(config.mongodbUri === undefined
      ? [
          {
            says: 'The embedded database has one node and no backup of its own.',
            mend: 'Set MONGODB_URI to a replica set.',
          },
        ]
      : []),
    ...(config.rateLimit
      ? []
      : [{ says: 'RATE_LIMIT is off: passwords can be guessed.', mend: 'Take RATE_LIMIT=false away.' }]),
  ];
}
