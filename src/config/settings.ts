/**
 * The one definition of every setting: its name in the environment, kind, default and meaning.
 * The type of the configuration is derived from it; .env.example and docs/configuration.md are printed from it.
 * A new setting is an entry in one of these files and nothing else.
 */
import {
  captchaSettings,
  limitSettings,
  passwordSettings,
  secondFactorSettings,
  signUpSettings,
} from './account-settings.js';
import { federationSettings } from './federation-settings.js';
import { appearanceSettings, mailSettings } from './mail-settings.js';
import { passkeySettings } from './passkey-settings.js';
import { roleSettings } from './role-settings.js';
import {
  auditSettings,
  browserSettings,
  databaseSettings,
  developmentSettings,
  processSettings,
} from './service-settings.js';
import { keySettings, sessionSettings, tokenSettings } from './session-settings.js';
import { signInSettings } from './sign-in-settings.js';
import { webhookSettings } from './webhook-settings.js';

export const settings = {
  ...processSettings,
  ...databaseSettings,
  ...auditSettings,
  ...tokenSettings,
  ...keySettings,
  ...sessionSettings,
  ...passwordSettings,
  ...signInSettings,
  ...signUpSettings,
  ...roleSettings,
  ...secondFactorSettings,
  ...passkeySettings,
  ...federationSettings,
  ...mailSettings,
  ...webhookSettings,
  ...appearanceSettings,
  ...limitSettings,
  ...captchaSettings,
  ...browserSettings,
  ...developmentSettings,
};
