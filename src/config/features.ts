/** Which capabilities the settings leave out. What is off is not composed: it has no field, route, index, job or memory. */
import type { Config } from './config.js';
import type { FeatureName } from './feature-names.js';

/** @returns whether each is on; those that have settings of their own by these. */
export function switchedOn(config: Config) {
  const isLeft = (feature: FeatureName) => !(config.featuresDisabled ?? []).includes(feature);
  return {
    secondFactor: isLeft('second-factor'),
    federation: isLeft('federation'),
    administration: isLeft('administration'),
    audit: isLeft('audit'),
    /** How many sign-ins fail is nothing to show the world (ASVS 13.4.5). */
    metrics: isLeft('metrics') && (config.metricsToken !== undefined || !config.isProduction),
    resourceServers: isLeft('resource-servers'),
    captcha: config.captchaProvider !== undefined,
    /** The last is the mailbox of mails that nobody sends. */
    developerPages: config.sandbox || (config.smtpUrl === undefined && !config.isProduction),
  };
}
