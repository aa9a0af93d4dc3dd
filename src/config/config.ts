/**
 * The only reader of the environment. Validates all of it at once, so that one start tells every mistake.
 * Knows no other room; what it returns is frozen.
 */
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import type { z } from 'zod';

import { StartupError } from '../foundation/startup-error.js';
import { findMisnamed, type Misnamed } from './misnamed.js';
import { offeredMethods } from './offered-methods.js';
import type { SettingDefinition } from './setting-definition.js';
import { settings } from './settings.js';

type Settings = typeof settings;
type WithDefault = {
  [K in keyof Settings]: Settings[K] extends { default: string } ? K : never;
}[keyof Settings];

type Parsed = { readonly [K in WithDefault]: z.output<Settings[K]['kind']> } & {
  readonly [K in Exclude<keyof Settings, WithDefault>]: z.output<Settings[K]['kind']> | undefined;
};

/** Everything a room may be told, with each default worked out. Durations are milliseconds. */
export type Config = Omit<Parsed, 'host' | 'hashConcurrency' | 'sandbox' | 'introspection' | 'totpIssuer'> & {
  readonly host: string;
  readonly hashConcurrency: number;
  readonly sandbox: boolean;
  readonly introspection: boolean;
  readonly totpIssuer: string;
  readonly isProduction: boolean;
  /** Variables that are no setting, and were probably meant to be one. */
  readonly misnamed: readonly Misnamed[];
  /** Where programs are looked for, and where downloads are kept. */
  readonly searchPath: string;
  readonly homeDir: string | undefined;
  readonly xdgCacheHome: string | undefined;
};

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * @param environment variables as of process.env; an empty value counts as unset.
 * @throws StartupError that lists every wrong setting.
 */
export function parseConfig(environment: Environment): Config {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, definition] of Object.entries<SettingDefinition>(settings)) {
    const { value, problem } = read(definition, environment);
    values[name] = value;
    if (problem !== undefined) problems.push(problem);
  }
  // The derived type is what the loop above builds, entry by entry.
  const config = withWorkedOutDefaults(values as unknown as Parsed, environment);
  problems.push(...crossChecks(config, new Set(problems.map((problem) => problem.split(' ')[0]))));
  if (problems.length > 0) throw new StartupError(configurationMessage(problems, config.misnamed));
  return Object.freeze(config);
}

function read({ env, kind, default: fallback }: SettingDefinition, environment: Environment) {
  const written = environment[env]?.trim() ?? '';
  const raw = written === '' ? fallback : written;
  if (raw === undefined) return {};
  const parsed = kind.safeParse(raw);
  if (parsed.success) return { value: parsed.data };
  return { problem: `${env} ${parsed.error.issues[0]?.message ?? 'is wrong'}` };
}

function withWorkedOutDefaults(parsed: Parsed, environment: Environment): Config {
  const isProduction = parsed.nodeEnv === 'production';
  return {
    ...parsed,
    dataDir: resolve(parsed.dataDir),
    isProduction,
    misnamed: findMisnamed(
      environment,
      Object.values(settings).map(({ env }) => env),
    ),
    host: parsed.host ?? (isProduction ? '0.0.0.0' : '127.0.0.1'),
    hashConcurrency:
      parsed.hashConcurrency ?? Math.max(1, Math.floor(availableParallelism() / parsed.workers)),
    sandbox: parsed.sandbox ?? !isProduction,
    introspection: parsed.introspection ?? !isProduction,
    totpAlone: hasTotpAlone(parsed),
    totpIssuer: parsed.totpIssuer ?? withoutColons(parsed.brandName),
    requireVerifiedEmail: parsed.requireVerifiedEmail || parsed.uniformSignUp,
    availabilityQueries: parsed.availabilityQueries && !parsed.uniformSignUp,
    searchPath: environment['PATH'] ?? '',
    homeDir: environment['HOME'],
    xdgCacheHome: environment['XDG_CACHE_HOME'],
  };
}

/** Both names for it; the list is absent where it is one of the settings that are wrong. */
function hasTotpAlone({ totpAlone, signInMethods }: Partial<Parsed>): boolean {
  return totpAlone === true || signInMethods?.includes('totp') === true;
}

/**
 * A colon parts issuer and account in the label of an otpauth URI.
 * @param brandName undefined where it is one of the settings that are wrong.
 */
function withoutColons(brandName: string | undefined): string {
  return (brandName ?? '').replace(/[\s:]+/g, ' ').trim() || 'Portcullis';
}

/** Rules over several settings; `wrong` holds those already reported, so that no mistake is told twice. */
function crossChecks(config: Config, wrong: ReadonlySet<string | undefined>): string[] {
  const problems: string[] = [];
  if (config.mongodbUri !== undefined && config.secret === undefined && !wrong.has('SECRET')) {
    problems.push('SECRET is required with MONGODB_URI (make one: openssl rand -base64 32)');
  }
  if (config.isProduction && config.publicUrl === undefined && !wrong.has('PUBLIC_URL')) {
    problems.push('PUBLIC_URL is required in production, such as https://auth.example.com');
  }
  problems.push(...signInChecks(config, wrong), ...upstreamChecks(config, wrong));
  problems.push(...hookChecks(config, wrong));
  const captchaKeys = { CAPTCHA_SITE_KEY: config.captchaSiteKey, CAPTCHA_SECRET: config.captchaSecret };
  for (const [env, value] of Object.entries(captchaKeys)) {
    if (config.captchaProvider !== undefined && value === undefined)
      problems.push(`${env} is required with CAPTCHA_PROVIDER`);
  }
  return problems;
}

function hookChecks(
  { beforeSignUpUrl, beforeTokenUrl, hookSecrets }: Config,
  wrong: ReadonlySet<string | undefined>,
): string[] {
  if (hookSecrets !== undefined || wrong.has('HOOK_SECRET')) return [];
  const hooks = { BEFORE_SIGN_UP_URL: beforeSignUpUrl, BEFORE_TOKEN_URL: beforeTokenUrl };
  const set = Object.entries(hooks).filter(([, value]) => value !== undefined);
  return set.map(([env]) => `HOOK_SECRET is required with ${env}`);
}

function signInChecks(config: Config, wrong: ReadonlySet<string | undefined>): string[] {
  const { requireSecondFactor = [], rolePermissions, roles, signInMethods, emailSignInSignsUp } = config;
  if (['ROLES', 'ROLE_PERMISSIONS', 'REQUIRE_SECOND_FACTOR', 'SIGN_IN_METHODS'].some((env) => wrong.has(env)))
    return [];
  const unknown = requireSecondFactor.filter((role) => !roles.includes(role));
  const granted = [...(rolePermissions?.keys() ?? [])].filter((role) => !roles.includes(role));
  const isMailed = signInMethods.includes('email-link') || signInMethods.includes('email-code');
  const hasWayIn = offeredMethods(config).some((method) => method !== 'totp');
  return [
    ...unknown.map((role) => `REQUIRE_SECOND_FACTOR names ${role}, which is none of ROLES`),
    ...granted.map((role) => `ROLE_PERMISSIONS names ${role}, which is none of ROLES`),
    ...(emailSignInSignsUp && !isMailed
      ? ['EMAIL_SIGN_IN_SIGNS_UP takes email-link or email-code in SIGN_IN_METHODS']
      : []),
    ...(hasWayIn
      ? []
      : ['FEATURES_DISABLED leaves out every way in of SIGN_IN_METHODS: nobody could sign in']),
  ];
}

/** Who has the name of an audience could use at the gateway itself what a caller is identified to it with. */
function upstreamChecks(
  { upstreams = [], audience }: Config,
  wrong: ReadonlySet<string | undefined>,
): string[] {
  if (wrong.has('UPSTREAMS') || wrong.has('AUDIENCE')) return [];
  return upstreams
    .filter(({ name }) => audience.includes(name))
    .map(({ name }) => `UPSTREAMS calls one ${name}, as AUDIENCE does: give it another name`);
}

function configurationMessage(problems: readonly string[], misnamed: readonly Misnamed[]): string {
  const count = problems.length === 1 ? 'One setting is' : `${problems.length} settings are`;
  const hints = misnamed.map(({ written, meant }) => `${written} is no setting: did you mean ${meant}?`);
  const lines = [...problems, ...hints].map((line) => `  - ${line}`);
  return `${count} wrong:\n${lines.join('\n')}\nEach setting is described in docs/configuration.md and .env.example.`;
}

/** The process's environment over what `.env` in the working directory says. */
export function readEnvironment(directory: string, environment: Environment = process.env): Environment {
  const file = resolve(directory, '.env');
  return existsSync(file) ? { ...parseEnv(readFileSync(file, 'utf8')), ...environment } : environment;
}
