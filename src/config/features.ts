/** Which capabilities the settings leave out. What is off is not composed: it has no field, route, index, job or memory. */
import type { Config } from './config.js';
import type { FeatureName } from './feature-names.js';

/** @returns whether each is on; those that have settings of their own by these. */
export function switchedOn(config: Config) {
  const isOn = (feature: FeatureName) => !(config.featuresDisabled ?? []).includes(feature);
  return {
    secondFactor: isOn('second-factor'),
    federation: isOn('federation'),
    administration: isOn('administration'),
    audit: isOn('audit'),
    /** How many sign-ins fail is nothing to show the world (ASVS 13.4.5). */
    metrics: isOn('metrics') && (config.metricsToken !== undefined || !config.isProduction),
    resourceServers: isOn('resource-servers'),
    captcha: config.captchaProvider !== undefined,
    /** The last is the mailbox of mails that nobody sends. */
    developerPages: config.sandbox || (config.smtpUrl === undefined && !config.isProduction),
  };
}
