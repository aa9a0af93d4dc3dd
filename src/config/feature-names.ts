/** What FEATURES_DISABLED may name. The rest is accounts, passwords and sessions, without which there is no gateway. */
export const featureNames = [
  'second-factor',
  'passkeys',
  'federation',
  'administration',
  'audit',
  'metrics',
  'resource-servers',
] as const;

export type FeatureName = (typeof featureNames)[number];
