/** A database of so many accounts with five sessions each, and whom of them the clients will be. */
import mongoose, { type mongo } from 'mongoose';

import type { SessionDocument } from '../src/sessions/session.model.js';
import type { UserDocument } from '../src/users/user.model.js';
import { type Filling, fillWithoutIndexes, inBatches } from './fill.js';
import type { Person } from './operations.js';
import { createSessionMaker, sessionsEach } from './session-crowd.js';
import { makeAccount } from './user-crowd.js';

/** As many at every size, so that what differs is what lies around them. */
const activePeople = 200;
/** At most so many more who come once. */
const passersBy = 20_000;

export interface GrownCrowd {
  /** They come again and again, evenly spread over the crowd. */
  readonly active: readonly Person[];
  /** Each of another account. */
  readonly others: readonly Person[];
  readonly filling: Filling;
}

export interface GrowthFilling {
  readonly database: mongo.Db;
  readonly users: number;
  /** Of the gateway. */
  readonly secret: string;
  /** Everybody's, as the gateway has made it of one password. */
  readonly passwordHash: UserDocument['password'];
  readonly report: (made: number) => void;
}

export async function fillCrowd(options: GrowthFilling): Promise<GrownCrowd> {
  const { database, users: count } = options;
  const users = database.collection<UserDocument>('users');
  const sessions = database.collection<SessionDocument>('sessions');
  const found: Record<'active' | 'others', Person[]> = { active: [], others: [] };
  const make = createPersonMaker(options, found);
  const insert = async (from: number, to: number) => {
    const made = Array.from({ length: to - from }, (_, offset) => make(from + offset));
    await users.insertMany(
      made.map(({ user }) => user),
      { ordered: false },
    );
    await sessions.insertMany(
      made.flatMap(({ theirs }) => theirs),
      { ordered: false },
    );
  };
  const filling = await fillWithoutIndexes([users, sessions], () => inBatches(count, insert, options.report));
  return { ...found, filling };
}

function createPersonMaker(
  { users: count, secret, passwordHash }: GrowthFilling,
  found: Record<'active' | 'others', Person[]>,
) {
  const makeSession = createSessionMaker(secret, Date.now());
  const active = pickActive(count);
  const stride = Math.max(1, Math.floor(count / passersBy));
  return (number: number) => {
    const user = makeAccount(number, count);
    if (passwordHash !== undefined) user.password = passwordHash;
    const made = Array.from({ length: sessionsEach }, (_, index) => makeSession(user, number, index));
    const refreshToken = made[0]?.refreshToken ?? '';
    const person = { email: user.email, accessToken: '', refreshToken };
    if (active.has(number)) found.active.push(person);
    else if (number % stride === 0 && isOpen(user)) found.others.push(person);
    return { user, theirs: made.map(({ document }) => document) };
  };
}

/** Evenly spread; where one is suspended or deleted, the next who is not. */
function pickActive(count: number): ReadonlySet<number> {
  const at = (index: number) => {
    let number = Math.floor((index * count) / activePeople);
    while (!isOpen(makeAccount(number, count))) number++;
    return number;
  };
  return new Set(Array.from({ length: activePeople }, (_, index) => at(index)));
}

const isOpen = ({ suspendedAt, deletedAt }: UserDocument) =>
  suspendedAt === undefined && deletedAt === undefined;

export async function openDatabase(uri: string): Promise<{ database: mongo.Db; close(): Promise<void> }> {
  const client = await new mongoose.mongo.MongoClient(uri).connect();
  return { database: client.db(), close: () => client.close() };
}
