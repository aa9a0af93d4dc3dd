/** Which capabilities the settings leave out. What is off is not composed: it has no field, route, index, job or memory. */
import type { Config } from './config.js';
import type { FeatureName } from './feature-names.js';

/** @returns whether each is on; those that have settings of their own by these. */
export function switchedOn(config: Config) {
  const isOn = (feature: FeatureName) => !(config.featuresDisabled ?? []).includes(feature);
  return {
    secondFactor: isOn('second-factor'),
    passkeys: isOn('passkeys'),
    federation: isOn('federation'),
    administration: isOn('administration'),
    audit: isOn('audit'),
    metrics: isOn('metrics') && (mayShowMetrics(config) || sendsMetrics(config)),
    resourceServers: isOn('resource-servers'),
    subgraph: config.subgraph,
    captcha: config.captchaProvider !== undefined,
    webhooks: config.webhooks !== undefined || config.webhooksByAdmins,
    hooks: config.beforeSignUpUrl !== undefined || config.beforeTokenUrl !== undefined,
    upstreams: config.upstreams !== undefined,
    developerPages: config.sandbox || hasDevMailbox(config),
  };
}

/** How many sign-ins fail is nothing to show the world (ASVS 13.4.5); without a token anybody may look in development, and nobody in production. */
export function mayShowMetrics(config: Pick<Config, 'metricsToken' | 'isProduction'>): boolean {
  return config.metricsToken !== undefined || !config.isProduction;
}

/** To the operator's own collector. */
function sendsMetrics(config: Config): boolean {
  return config.otlpEndpoint !== undefined && !config.otelDisabled && config.metricsExporter === 'otlp';
}

/** Whether mails are shown in place of being sent. With their working links they are nothing to show in production. */
export function hasDevMailbox(config: Pick<Config, 'smtpUrl' | 'isProduction'>): boolean {
  return config.smtpUrl === undefined && !config.isProduction;
}
