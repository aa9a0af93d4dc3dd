/** Judges one record, and makes the account of it. Writes nothing. */
import { createHmac } from 'node:crypto';

import { Types } from 'mongoose';

import { HashRefused } from '../foreign-hashes/foreign-hash.js';
import type { Clock } from '../foundation/clock.js';
import type { MessageCatalogue } from '../messages/messages.js';
import type { ForeignPasswords } from '../passwords/foreign-passwords.js';
import type { PasswordHash } from '../passwords/password-hasher.js';
import type { JudgeMetadata } from '../users/metadata-schema.js';
import type { ProfileInput, ProfileReader } from '../users/profile.js';
import type { FactorDocument, IdentityDocument, UserDocument } from '../users/user.model.js';
import { readMetadata } from './read-metadata.js';
import { kindOf, type RowProblem } from './row-problem.js';
import { isTrue, toDate, type UserRecord, userRecord } from './user-record.js';

interface ReadUserOptions {
  readonly readProfile: ProfileReader;
  readonly readHash: ForeignPasswords['read'];
  readonly newFactor: (secret: string, confirmedAt: Date) => Promise<FactorDocument>;
  /** METADATA_SCHEMA. */
  readonly judgeMetadata: () => JudgeMetadata;
  /** Whether the claims of CUSTOM_CLAIMS have room in an access token. */
  readonly fitsToken: (user: UserDocument) => boolean;
  /** ROLES. */
  readonly roles: readonly string[];
  /** By issuer, those that identities are kept under. */
  readonly providers: ReadonlyMap<string, string>;
  readonly catalogue: Pick<MessageCatalogue, 'languageOf'>;
  /** Makes the ids, so that nobody can tell one from an address. */
  readonly idKey: Buffer;
  readonly clock: Clock;
}

export interface ReadChoices {
  /** Of hashes that do not say theirs. */
  readonly format?: string | undefined;
  /** By the name in the other system. */
  readonly roleNames: ReadonlyMap<string, string>;
  /** Whether a field that breaks its rule is left out, in the place of the account. */
  readonly dropInvalid: boolean;
  /** Names the system, so that the ids of two do not meet. */
  readonly source: string;
}

/** The account, where nothing stands against it; what is told of it beside. */
interface ReadUser {
  readonly user?: UserDocument;
  readonly problems: readonly Omit<RowProblem, 'place'>[];
  /** What stays behind, in words. */
  readonly left: readonly string[];
}

type Problems = Omit<RowProblem, 'place'>[];

/** What an account can do without. */
const dispensable = new Set([
  'username',
  'firstName',
  'lastName',
  'phoneNumber',
  'passwordHash',
  'totpSecret',
]);

export type UserReader = (value: unknown, choices: ReadChoices) => Promise<ReadUser>;

export function createUserReader(options: ReadUserOptions): UserReader {
  return async (value, choices) => {
    const parsed = userRecord.safeParse(value);
    if (!parsed.success) return { problems: shapeProblems(parsed.error.issues, value), left: [] };
    const record = parsed.data;
    const problems: Problems = [];
    const parts = {
      ...readProfileOf(options, record, problems),
      ...readPassword(options, record, choices, problems),
      ...readRoles(options, record, choices, problems),
      ...readMetadata(options.judgeMetadata(), record, problems),
    };
    const { identities, left } = readIdentities(options, record);
    const factor = await readFactor(options, record, problems);
    const isRefused = problems.some(({ field = '' }) => !choices.dropInvalid || !dispensable.has(field));
    if (isRefused) return { problems, left };
    const user = compose(options, record, choices, { ...parts, identities, factors: factor });
    if (options.fitsToken(user)) return { user, problems, left };
    const message = 'would make the claims of CUSTOM_CLAIMS too long for an access token';
    return { problems: [...problems, { field: 'publicMetadata', message }], left };
  };
}

interface Issue {
  readonly code?: string;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly keys?: readonly string[];
}

function shapeProblems(issues: readonly Issue[], value: unknown): Problems {
  return issues.flatMap((issue): Problems => {
    const [field] = issue.path;
    if (issue.keys !== undefined && field === undefined)
      return issue.keys.map((key) => ({ field: key.slice(0, 50), message: 'is no field of an account' }));
    const found = field === undefined ? value : (value as Readonly<Record<PropertyKey, unknown>>)[field];
    const message = issue.message.startsWith('must') ? issue.message : 'is not of the kind that it has to be';
    return [{ ...(field !== undefined && { field: String(field) }), message, kind: kindOf(found) }];
  });
}

function readProfileOf({ readProfile }: ReadUserOptions, record: UserRecord, problems: Problems) {
  const { email, username, firstName, lastName, phoneNumber } = record;
  const input: ProfileInput = { email, username, firstName, lastName, phoneNumber };
  const { profile, problems: found } = readProfile(input, ['email']);
  for (const { path, message } of found)
    problems.push({ field: path, message, kind: kindOf(input[path as keyof ProfileInput]) });
  return profile;
}

function readPassword(
  { readHash }: ReadUserOptions,
  { passwordHash, passwordFormat, passwordPepperId }: UserRecord,
  { format }: ReadChoices,
  problems: Problems,
): { readonly password?: PasswordHash } {
  if (passwordHash === undefined) return {};
  try {
    return { password: readHash(passwordHash, passwordFormat ?? format, passwordPepperId) };
  } catch (error) {
    if (!(error instanceof HashRefused)) throw error;
    problems.push({ field: 'passwordHash', message: error.message, kind: kindOf(passwordHash) });
    return {};
  }
}

function readRoles(
  { roles: known }: ReadUserOptions,
  { roles: written = [] }: UserRecord,
  { roleNames }: ReadChoices,
  problems: Problems,
): { readonly roles: string[] } {
  const roles = written.map((role) => roleNames.get(role) ?? role).filter((role) => role !== '');
  const unknown = roles.filter((role) => !known.includes(role));
  for (const role of unknown)
    problems.push({ field: 'roles', message: `hold ${role.slice(0, 64)}, which ROLES does not name` });
  return { roles: [...new Set(['USER', ...roles])] };
}

function readIdentities(
  { providers, clock }: ReadUserOptions,
  { identities: written = [], createdAt }: UserRecord,
): { readonly identities: IdentityDocument[]; readonly left: readonly string[] } {
  const linkedAt = toDate(createdAt) ?? clock.now();
  const identities = written.flatMap(({ issuer, subject }) => {
    const provider = providers.get(issuer);
    return provider === undefined ? [] : [{ provider, issuer, subject, linkedAt }];
  });
  const isAll = identities.length === written.length;
  return { identities, left: isAll ? [] : ['identities of an issuer that OIDC_PROVIDERS does not name'] };
}

async function readFactor(
  { newFactor, clock }: ReadUserOptions,
  { totpSecret, createdAt }: UserRecord,
  problems: Problems,
): Promise<FactorDocument[]> {
  const secret = totpSecret?.replaceAll(/[\s-]/g, '').replace(/=+$/, '').toUpperCase();
  if (secret === undefined) return [];
  // 80 bits or more, as seeds in use have (RFC 4226 asks for 128).
  if (/^[A-Z2-7]{16,128}$/.test(secret)) return [await newFactor(secret, toDate(createdAt) ?? clock.now())];
  const message = 'must be a secret of an authenticator in base32, of 16 characters or more';
  problems.push({ field: 'totpSecret', message, kind: kindOf(totpSecret) });
  return [];
}

type Parts = Pick<UserDocument, 'roles' | 'identities' | 'factors' | 'publicMetadata' | 'privateMetadata'> & {
  readonly password?: PasswordHash;
} & ReturnType<ProfileReader>['profile'];

function compose(
  { clock, catalogue, idKey }: ReadUserOptions,
  record: UserRecord,
  { source }: ReadChoices,
  { email = '', emailCanonical = '', ...parts }: Parts,
): UserDocument {
  const now = clock.now();
  const createdAt = toDate(record.createdAt) ?? now;
  const locale = record.locale === undefined ? undefined : catalogue.languageOf(record.locale);
  const known = record.id === undefined ? JSON.stringify(record) : `id ${record.id}`;
  return {
    _id: idOf(idKey, `${source}\n${known}`),
    schemaVersion: 1,
    ...{ email, emailCanonical, ...parts },
    ...verification(record, createdAt),
    ...(locale !== undefined && { locale }),
    enable2FA: parts.factors.length > 0,
    ...{ credentialVersion: 1, version: 1, createdAt, updatedAt: now },
    ...suspension(record, now),
  };
}

function verification({ emailVerified, emailVerifiedAt }: UserRecord, createdAt: Date) {
  const at = toDate(emailVerifiedAt) ?? (isTrue(emailVerified) ? createdAt : undefined);
  return at === undefined ? {} : { emailVerifiedAt: at };
}

function suspension({ disabled, disabledReason }: UserRecord, now: Date) {
  if (!isTrue(disabled)) return {};
  const reason = disabledReason ?? 'It was disabled where it was imported from.';
  return { suspendedAt: now, suspensionReason: reason };
}

/** The same for the same account each time: so a run that is repeated finds what the one before has brought. */
function idOf(key: Buffer, known: string): Types.ObjectId {
  return new Types.ObjectId(createHmac('sha256', key).update(known).digest().subarray(0, 12));
}
