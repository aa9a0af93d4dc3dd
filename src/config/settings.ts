/**
 * The one definition of every setting: its name in the environment, kind, default and meaning.
 * The type of the configuration is derived from it; .env.example and docs/configuration.md are printed from it.
 * A new setting is an entry in one of these files and nothing else.
 */
import { captchaSettings, limitSettings, secondFactorSettings, signUpSettings } from './account-settings.js';
import { claimSettings } from './claim-settings.js';
import { federationSettings } from './federation-settings.js';
import { hookSettings } from './hook-settings.js';
import { appearanceSettings, mailSettings } from './mail-settings.js';
import { passkeySettings } from './passkey-settings.js';
import { passwordSettings } from './password-settings.js';
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
import { telemetrySettings } from './telemetry-settings.js';
import { upstreamSettings } from './upstream-settings.js';
import { webhookSettings } from './webhook-settings.js';

export const settings = {
  ...processSettings,
  ...telemetrySettings,
  ...databaseSettings,
  ...auditSettings,
  ...tokenSettings,
  ...claimSettings,
  ...keySettings,
  ...sessionSettings,
  ...passwordSettings,
  ...signInSettings,
  ...signUpSettings,
  ...roleSettings,
  ...secondFactorSettings,
  ...passkeySettings,
  ...federationSettings,
  ...upstreamSettings,
  ...mailSettings,
  ...webhookSettings,
  ...hookSettings,
  ...appearanceSettings,
  ...limitSettings,
  ...captchaSettings,
  ...browserSettings,
  ...developmentSettings,
};
