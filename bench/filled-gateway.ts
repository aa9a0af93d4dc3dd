/** A gateway whose database was filled past it, with somebody who has signed up and is an admin. */
import { randomBytes } from 'node:crypto';

import type { mongo } from 'mongoose';

import type { UserDocument } from '../src/users/user.model.js';
import type { Cleanup } from './cleanup.js';
import { findDatabaseOf, type GatewayProcess, startGatewayProcess } from './gateway-process.js';
import { fillCrowd, type GrownCrowd, openDatabase } from './growth-filling.js';
import { createHttpClient, type HttpClient } from './http-client.js';
import { createOperations, type Operations, type Person } from './operations.js';
import { appoint } from './user-filling.js';

export interface FilledGateway {
  readonly gateway: GatewayProcess;
  readonly database: mongo.Db;
  readonly client: HttpClient;
  readonly operations: Operations;
  readonly admin: Person;
  readonly crowd: GrownCrowd;
}

/** A hash of the least cost that is allowed, so that it does not hide what is around it; its own threads are taken off anyway. */
const settings = { ACCESS_TOKEN_TTL: '2h', ROLES: 'USER,ADMIN,EDITOR', BCRYPT_COST: '10' };

export interface FilledGatewayOptions {
  readonly users: number;
  readonly cleanup: Cleanup;
  readonly report: (text: string) => void;
}

export async function startFilledGateway(options: FilledGatewayOptions): Promise<FilledGateway> {
  const { users, cleanup, report } = options;
  report(`starting a gateway for ${users} accounts`);
  const secret = randomBytes(32).toString('hex');
  const gateway = await startGatewayProcess({ ...settings, SECRET: secret }, cleanup);
  const client = createHttpClient(gateway.port);
  cleanup.add(() => client.close());
  const uri = await findDatabaseOf(gateway);
  const opened = await openDatabase(uri);
  cleanup.add(() => opened.close());
  const { database } = opened;
  const operations = createOperations(client, `http://127.0.0.1:${gateway.port}`);
  const admin = await operations.signUp();
  const accounts = database.collection<UserDocument>('users');
  await appoint(accounts, admin.email);
  const passwordHash = (await accounts.findOne({ emailCanonical: admin.email }))?.password;
  const crowd = await fillCrowd({
    ...{ database, users, secret, passwordHash },
    report: (made) => report(`${made} of ${users} accounts`),
  });
  await operations.signIn(admin);
  return { gateway, database, client, operations, admin, crowd };
}
