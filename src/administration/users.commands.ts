import type { Command } from 'commander';

import type { RequestOrigin } from '../foundation/event-catalogue.js';
import { noRequest } from '../foundation/no-request.js';
import type { CommandContext } from '../terminal/command-context.js';
import { CommandError } from '../terminal/exit-code.js';
import { explained } from '../terminal/explained.js';
import { type Column, type Output, showTime } from '../terminal/output.js';
import { parseEmailAddress } from '../users/email-address.js';
import type { UserDocument } from '../users/user.model.js';
import type { AdministrationRoom } from './administration.room.js';

/** What the toolbox has of this room, and of the account that ends. */
export interface UserTools {
  readonly rooms: {
    /** Undefined where FEATURES_DISABLED has it. */
    readonly administration: AdministrationRoom | undefined;
    readonly account: {
      readonly endAccount: (owner: UserDocument, origin: RequestOrigin) => Promise<unknown>;
    };
  };
  /** ROLES. */
  readonly roles: readonly string[];
  /** How a person is written for programs: as on the wire. */
  readonly toUser: (user: UserDocument) => object;
}

/** @throws CommandError where FEATURES_DISABLED has it. */
function peopleOf({ rooms: { administration } }: UserTools): AdministrationRoom {
  if (administration === undefined)
    throw new CommandError('FEATURES_DISABLED leaves administration out, and these commands with it.');
  return administration;
}

/** Mails of it are in the default language; nothing of it is taken for a request. */
const origin = noRequest('command-line');

const columns: readonly Column<UserDocument>[] = [
  { title: 'ID', value: ({ _id }) => _id.toHexString() },
  { title: 'E-MAIL', value: ({ email }) => email },
  { title: 'NAME', value: ({ firstName = '', lastName = '' }) => `${firstName} ${lastName}`.trim() || '–' },
  { title: 'ROLES', value: ({ roles }) => roles.join(' ') },
  { title: 'STATE', value: stateOf },
  { title: 'SINCE', value: ({ createdAt }) => showTime(createdAt) },
];

function stateOf({ deletedAt, suspendedAt, emailVerifiedAt }: UserDocument): string {
  if (deletedAt !== undefined) return 'deleted';
  if (suspendedAt !== undefined) return 'suspended';
  return emailVerifiedAt === undefined ? 'unverified' : 'active';
}

/** `portcullis users`. What cannot be done is a CommandError, also where FEATURES_DISABLED has administration. */
export function addUsersCommands(program: Command, context: CommandContext<UserTools>): void {
  const users = program
    .command('users')
    .description('people with an account; <who> is an id, address or username');
  const asJson = ['--json', 'as JSON'] as const;
  users
    .command('list')
    .description('shows accounts, the newest first')
    .option('--search <text>', 'what address, username, phone number or a name begins with')
    .option('--role <role>', 'only those who have it')
    .option('--suspended', 'only suspended ones')
    .option('--unverified', 'only those whose address is not verified')
    .option('--first <count>', 'how many, up to 100', '20')
    .option('--after <cursor>', 'where the last page ended')
    .option(...asJson)
    .action((options: ListOptions) => listUsers(context, options));
  users
    .command('show')
    .description('shows one account')
    .argument('<who>')
    .option(...asJson)
    .action((who: string, options: { json?: true }) => showUser(context, who, options));
  users
    .command('invite')
    .description(
      'makes an account and mails a link that sets its password; again: a new link for who has not used it',
    )
    .argument('<address>')
    .option('--role <role...>', 'all of them beside USER; absent: again those of before')
    .option(...asJson)
    .action((email: string, { role, json }: InviteOptions) => createUser(context, { email, role, json }));
  users
    .command('create')
    .description('the same, or the first admin')
    .requiredOption('--email <address>', 'its address')
    .option('--role <role...>', 'beside USER, which everybody has')
    .option('--admin', 'the first admin: only while there is none; an account that is there must be verified')
    .option(...asJson)
    .action((options: CreateOptions) => createUser(context, options));
  addChanges(users, context);
}

/** What changes an account that is there. */
function addChanges(users: Command, context: CommandContext<UserTools>): void {
  users
    .command('suspend')
    .description('ends the sessions of somebody, and lets nobody in until restored')
    .argument('<who>')
    .option('--reason <text>', 'for admins to read')
    .action((who: string, { reason }: { reason?: string }) =>
      change(context, who, 'is suspended', ({ suspendUser }, id) =>
        suspendUser(undefined, id, reason, origin),
      ),
    );
  users
    .command('restore')
    .description('undoes a suspension, or a deletion whose grace is not over')
    .argument('<who>')
    .action((who: string) =>
      change(context, who, 'is open again', ({ restoreUser }, id) => restoreUser(undefined, id, origin)),
    );
  users
    .command('roles')
    .description('sets all roles of somebody; USER stays in any case')
    .argument('<who>')
    .argument('<role...>')
    .action((who: string, roles: string[]) =>
      change(context, who, `has the roles ${roles.join(', ')}`, ({ setUserRoles }, id, known) => {
        requireRoles(known, roles);
        return setUserRoles(undefined, id, roles, origin);
      }),
    );
  users
    .command('delete')
    .description('ends an account: erased at once, or after DELETE_GRACE')
    .argument('<who>')
    .option('--yes', 'really: without it, nothing is done')
    .action((who: string, { yes = false }: { yes?: boolean }) => deleteUser(context, who, yes));
}

interface ListOptions {
  readonly search?: string;
  readonly role?: string;
  readonly suspended?: true;
  readonly unverified?: true;
  readonly first: string;
  readonly after?: string;
  readonly json?: true;
}

function listUsers({ output, withTools }: CommandContext<UserTools>, options: ListOptions): Promise<void> {
  const { search, role, suspended, unverified, first, after, json = false } = options;
  return withTools(async (tools) => {
    const { roles, toUser } = tools;
    const people = peopleOf(tools);
    requireRoles(roles, role === undefined ? [] : [role]);
    const filter = { role, suspended, verified: unverified === undefined ? undefined : false };
    const page = await explained(() => people.listUsers({ search, filter, first: Number(first), after }));
    const found = page.entries.map(({ entry }) => entry);
    const next = page.hasNextPage ? page.entries.at(-1)?.cursor : undefined;
    if (json) output.json({ users: found.map(toUser), totalCount: page.totalCount, next });
    else {
      output.table(columns, found, 'Nobody is found.');
      if (next !== undefined) output.line(`\n${page.totalCount} in all; more: --after ${next}`);
    }
  });
}

function showUser(
  { output, withTools }: CommandContext<UserTools>,
  who: string,
  { json = false }: { json?: boolean },
): Promise<void> {
  return withTools(async (tools) => {
    const user = await find(peopleOf(tools), who);
    if (json) output.json(tools.toUser(user));
    else printUser(output, user);
  });
}

function printUser(output: Output, user: UserDocument): void {
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['id', user._id.toHexString()],
    ['e-mail', user.email],
    ['username', user.username],
    ['name', [user.firstName, user.lastName].filter(Boolean).join(' ')],
    ['phone', user.phoneNumber],
    ['roles', user.roles.join(' ')],
    ['state', stateOf(user)],
    ['verified', showTime(user.emailVerifiedAt)],
    ['2FA', user.enable2FA ? 'on' : 'off'],
    ['providers', user.identities.map(({ provider }) => provider).join(' ')],
    ['since', showTime(user.createdAt)],
  ];
  for (const [name, value = ''] of rows)
    if (value !== '') output.line(`${output.paint('dim', name.padEnd(10))} ${value}`);
}

interface InviteOptions {
  readonly role?: string[] | undefined;
  readonly json?: boolean | undefined;
}

interface CreateOptions extends InviteOptions {
  readonly email: string;
  readonly admin?: boolean;
}

function createUser(
  { output, withTools }: CommandContext<UserTools>,
  { email, role, admin = false, json = false }: CreateOptions,
): Promise<void> {
  return withTools(async (tools) => {
    requireRoles(tools.roles, role ?? []);
    const user = admin
      ? await makeFirstAdmin(tools, email)
      : await explained(() => peopleOf(tools).inviteUser(undefined, email, role, origin));
    if (json) output.json(tools.toUser(user));
    else {
      output.line(
        `${user.email} has an account${admin ? ', and is the first admin' : ''}: ${user._id.toHexString()}`,
      );
      // The first admin may be somebody who has a password, and gets no link.
      if (user.password === undefined)
        output.line(
          'A running gateway mails a link that sets the password; in development, without SMTP_URL, it is at /dev/mailbox.',
        );
    }
  });
}

async function makeFirstAdmin(tools: UserTools, email: string): Promise<UserDocument> {
  const address = parseEmailAddress(email);
  if (address === undefined) throw new CommandError('That is no e-mail address.');
  const made = await peopleOf(tools).makeFirstAdmin(address, origin);
  if (made.outcome === 'appointed') return made.user;
  throw new CommandError(
    made.outcome === 'exists'
      ? 'There is an admin already. To make another one: portcullis users roles <who> ADMIN'
      : 'There is an account of that address whose owner has not verified it, or that is not open: anybody can sign up ' +
          "with a stranger's. Verify it first, or name another address.",
  );
}

function change(
  { output, withTools }: CommandContext<UserTools>,
  who: string,
  done: string,
  apply: (people: AdministrationRoom, id: string, roles: readonly string[]) => Promise<UserDocument>,
): Promise<void> {
  return withTools(async (tools) => {
    const people = peopleOf(tools);
    const user = await find(people, who);
    await explained(() => apply(people, user._id.toHexString(), tools.roles));
    output.line(`${user.email} ${done}.`);
  });
}

function deleteUser(
  { output, withTools }: CommandContext<UserTools>,
  who: string,
  isSure: boolean,
): Promise<void> {
  return withTools(async (tools) => {
    const user = await find(peopleOf(tools), who);
    if (user.deletedAt !== undefined) throw new CommandError(`${user.email} is deleted already.`);
    if (!isSure) throw new CommandError(`This deletes ${user.email}. Say --yes to do it.`);
    await explained(() => tools.rooms.account.endAccount(user, origin));
    output.line(`${user.email} is deleted.`);
  });
}

async function find({ findAnyone }: AdministrationRoom, who: string): Promise<UserDocument> {
  const user = await findAnyone(who);
  if (user === undefined) throw new CommandError('There is nobody of that id, address or username.');
  return user;
}

function requireRoles(known: readonly string[], wanted: readonly string[]): void {
  const unknown = wanted.filter((role) => !known.includes(role));
  if (unknown.length > 0)
    throw new CommandError(`There is no role ${unknown.join(', ')}. ROLES has ${known.join(', ')}.`);
}
