/** What docs/architecture.md is made of, on small made-up trees. */
import { describe, expect, test } from '@jest/globals';

import { findDrift } from '../../scripts/architecture/check-walks.js';
import { writePage } from '../../scripts/architecture/page.js';
import { readRooms } from '../../scripts/architecture/read-rooms.js';
import { parseSources } from '../../scripts/architecture/source-tree.js';

const ranks = [['foundation'], ['house'], ['users'], ['sessions', 'pages'], ['audit']];

const sources: Record<string, string> = {
  'src/foundation/clock.ts': `/** What every room may know. Knows none. */\nexport const clock = 1;\n`,
  'src/house/house.ts': `/** Collects. */\nexport const house = 1;\n`,
  'src/house/contributions.ts': `
    export interface Lists {
      /** Classes. */
      readonly resolvers: object;
    }
    export interface Tables { readonly mailJobs: object; }`,
  'src/users/user.model.ts': `export function createUserModel(c: C) { return registerModel(c, 'User', UserDocument); }`,
  'src/users/users.room.ts': `
    /**
     * Who has an account.
     * Knows no session.
     */
    import type { Ground } from '../house/ground.js';
    export interface UsersNeeds { readonly ground: Ground; }
    export function createUsersRoom({ ground }: UsersNeeds) {
      const users = createUserModel(ground.connection);
      return {
        users,
        /** In memory. */
        userCache: 1,
        contributes: {},
      };
    }`,
  'src/sessions/sessions.openapi.ts': `export const sessionsPaths: RestPaths = { '/sessions': {}, '/sessions/{id}': {} };`,
  'src/sessions/sessions.route.ts': `
    import { sessionsPaths } from './sessions.openapi.js';
    export function createSessionsRoute(): Route { return { openapi: sessionsPaths, mount: () => undefined }; }`,
  'src/sessions/sessions.room.ts': `
    /** Sessions. */
    import type { Ground } from '../house/ground.js';
    import type { UsersRoom } from '../users/users.room.js';
    import { createSessionsRoute } from './sessions.route.js';
    const KIND = 'session-ended';
    export interface SessionsNeeds {
      readonly ground: Ground;
      readonly users: Pick<UsersRoom, 'users' | 'userCache'>;
      /** Of all rooms. */
      readonly mailJobs: () => object;
    }
    export async function createSessionsRoom(needs: SessionsNeeds) {
      return {
        ...{ startSession: 1 },
        contributes: {
          resolvers: [new SessionsResolver(), ...[]],
          routes: [createSessionsRoute()],
          mailJobs: { [KIND]: 1, plain: 2 },
          erasers: [(id: string) => sessions.forget(id)],
          watches: [{ collection: sessions.collection.name }],
          stop: () => undefined,
        },
      };
    }`,
  'src/audit/audit.room.ts': `
    /** The trail. */
    export interface AuditNeeds { readonly users: { readonly users: Model<object> }; }
    export function createAuditRoom(needs: AuditNeeds) { return { contributes: {} }; }`,
  'src/config/config.ts': `/** Reads the environment. */\nexport const config = 1;\n`,
  'src/config/features.ts': `export const on = (config: Config) => ({ audit: isLeft('audit') && config.auditKey });`,
  'src/compose.ts': `
    /** The root. */
    if (on.audit) house.add((await import('./audit/audit.room.js')).createAuditRoom({ users }));`,
};

function tree(more: Record<string, string> = {}) {
  const files = Object.entries({ ...sources, ...more }).map(([path, text]) => ({ path, text }));
  return parseSources(files);
}

const spokesmen = { foundation: 'src/foundation/clock.ts' };
const rooms = readRooms(tree(), ranks, spokesmen);
const partOf = (name: string) => rooms.find((room) => room.name === name)?.parts[0];

describe('a room', () => {
  test('says of itself what its room file opens with', () => {
    expect(partOf('users')).toMatchObject({
      path: 'src/users/users.room.ts',
      says: 'Who has an account. Knows no session.',
    });
  });

  test('without a room file has another file speak for it', () => {
    expect(partOf('foundation')?.says).toBe('What every room may know. Knows none.');
    expect(partOf('config')?.says).toBe('Reads the environment.');
    expect(() => readRooms(tree(), ranks)).toThrow('src/foundation has no main file');
  });

  test('needs what is picked of other rooms, and what it is handed', () => {
    expect(partOf('sessions')?.needs).toEqual([
      { name: 'users', room: 'users', members: ['users', 'userCache'], doc: undefined },
      { name: 'mailJobs', room: undefined, members: [], doc: 'Of all rooms.' },
    ]);
  });

  test('needs a room also by the form of what it is given', () => {
    expect(partOf('audit')?.needs).toEqual([
      { name: 'users', room: 'users', members: ['users'], doc: undefined },
    ]);
  });

  test('offers what it returns beside its contributions', () => {
    expect(partOf('users')?.offers).toEqual([
      { name: 'users', doc: undefined },
      { name: 'userCache', doc: 'In memory.' },
    ]);
    expect(partOf('sessions')?.offers).toEqual([{ name: 'startSession', doc: undefined }]);
  });

  test('contributes classes, paths, keys of tables, and what it calls', () => {
    expect(partOf('sessions')?.contributes).toEqual([
      { kind: 'resolvers', names: ['SessionsResolver'] },
      { kind: 'routes', names: ['/sessions', '/sessions/{id}'] },
      { kind: 'mailJobs', names: ['session-ended', 'plain'] },
      { kind: 'erasers', names: ['sessions.forget'] },
      { kind: 'watches', names: ['sessions'] },
      { kind: 'stop', names: [] },
    ]);
  });

  test('keeps the documents that it registers', () => {
    expect(rooms.find(({ name }) => name === 'users')?.models).toEqual(['User']);
  });

  test('is left out by the settings that the composition root asks', () => {
    expect(partOf('audit')?.leftOutBy).toEqual(['FEATURES_DISABLED=audit', 'auditKey']);
    expect(partOf('users')?.leftOutBy).toEqual([]);
  });
});

test('the picture has an arrow only where no others lead there', () => {
  const pages = `
    import type { UsersRoom } from '../users/users.room.js';
    import type { SessionsRoom } from '../sessions/sessions.room.js';
    export interface TopNeeds { readonly users: UsersRoom; readonly sessions: SessionsRoom; }
    export function createTopRoom(needs: TopNeeds) { return { contributes: {} }; }`;
  const all = readRooms(tree({ 'src/top/top.room.ts': pages }), [...ranks, ['top']], spokesmen);
  const page = writePage({ rooms: all, kinds: [], walks: [], settingName: (name) => name });
  expect(page).toContain('room-top --> room-sessions\n');
  expect(page).not.toContain('room-top --> room-users\n');
  expect(page).toContain('class room-audit optional\n');
});

describe('a walk', () => {
  const walk = (file: string, name: string) => [
    { title: 'W', intro: '', steps: [{ file, name, words: '' }] },
  ];

  test('names what a file declares', () => {
    expect(findDrift(tree(), walk('src/users/user.model.ts', 'createUserModel'))).toEqual([]);
  });

  test('drifts where the file or the name is gone', () => {
    expect(findDrift(tree(), walk('src/users/user.model.ts', 'makeUserModel'))).toEqual([
      'W: src/users/user.model.ts does not declare makeUserModel',
    ]);
    expect(findDrift(tree(), walk('src/users/gone.ts', 'x'))).toEqual(['W: there is no src/users/gone.ts']);
  });
});
