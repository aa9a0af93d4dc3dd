import type { z } from 'zod';

export interface SettingDefinition<Kind extends z.ZodType = z.ZodType> {
  /** The environment variable. */
  readonly env: string;
  readonly group: SettingGroup;
  readonly kind: Kind;
  /** As it would be written; absent: unset, or worked out (then `defaultNote` says how). */
  readonly default?: string;
  readonly defaultNote?: string;
  readonly doc: string;
}

/**
 * The headings under which people look for a setting, in their order.
 * @exportedFor scripts/gen-settings.ts, which writes the settings down under them.
 */
export const settingGroups = [
  'Process',
  'OpenTelemetry',
  'Database and secrets',
  'Tokens',
  'Signing keys',
  'Sessions',
  'Passwords',
  'Sign-in',
  'Sign-up',
  'Administration',
  'Second factor',
  'Passkeys',
  'Providers',
  'Upstreams',
  'Mail',
  'Webhooks',
  'Appearance',
  'Limits',
  'Browsers and proxies',
  'Development',
] as const;
type SettingGroup = (typeof settingGroups)[number];

/** Keeps the narrow type of one definition, from which the type of the configuration is derived. */
export function setting<Kind extends z.ZodType, const Rest extends Omit<SettingDefinition, 'kind'>>(
  definition: Rest & { readonly kind: Kind },
) {
  return definition;
}
