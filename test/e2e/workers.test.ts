import { readdir, readFile } from 'node:fs/promises';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { pickPort } from '../../src/database/embedded/free-port.js';
import { SignInDocument } from '../generated/operations.js';
import { freshDatabaseUri } from '../harness/database-uri.js';
import {
  createGatewayProcesses,
  type GatewayProcess,
  isAlive,
  mongodPid,
  until,
} from '../harness/gateway-process.js';
import { openConnection } from '../harness/open-connection.js';
import { signUp } from '../harness/people.js';

const processes = createGatewayProcesses();
afterAll(() => processes.endAll());

const SECRET = 'a-secret-for-tests-that-is-long-enough';
const METRICS_TOKEN = 'metrics-token-of-32-characters-xx';

/** Of the process that holds this data directory: its workers, by what the kernel says of them. */
async function workersOf(dataDir: string): Promise<number[]> {
  const state = JSON.parse(await readFile(`${dataDir}/mongodb.state.json`, 'utf8')) as { gatewayPid: number };
  const all = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const children = await Promise.all(
    all.map(async (pid) => {
      const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
      const [, name = '', parent] = /\((.*)\) \S (\d+) /.exec(text) ?? [];
      return Number(parent) === state.gatewayPid && /^node|MainThread/.test(name) ? [Number(pid)] : [];
    }),
  );
  return children.flat();
}

describe('WORKERS=2 on the embedded database', () => {
  let gateway: GatewayProcess;
  let url: string;
  let directory: string;
  const call = (body: object) =>
    // A connection of its own for each request, so that the workers take turns.
    fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', connection: 'close' },
      body: JSON.stringify(body),
    });
  const metrics = async () => {
    const headers = { authorization: `Bearer ${METRICS_TOKEN}`, connection: 'close' };
    return (await fetch(`${url}/metrics`, { headers })).text();
  };
  const failedSignIns = async () =>
    Number(/^portcullis_events_total\{event="sign-in\.failed".*\} (\d+)$/m.exec(await metrics())?.[1]);

  beforeAll(async () => {
    directory = await processes.makeDirectory();
    const PORT = String(await pickPort(undefined));
    const settings = { WORKERS: '2', METRICS_TOKEN, SIGN_IN_LIMIT: '4', MAX_CONNECTIONS: '20', PORT };
    gateway = await processes.launch(settings, directory);
    ({ url } = await gateway.ready());
  });

  it('announces itself once, and has two processes', async () => {
    expect(gateway.log.filter(({ msg }) => msg === 'ready')).toHaveLength(1);
    expect(gateway.unreadable).toEqual([]);
    expect(await workersOf(gateway.dataDir)).toHaveLength(2);
  });

  it('counts limits over both, and tells the figures of both whoever is asked', async () => {
    const { api } = await gateway.ready();
    const { email } = await signUp({ api });
    const query = `mutation { signIn(input: { email: "${email}", password: "not the password" }) { __typename } }`;
    const codes: unknown[] = [];
    for (let attempt = 0; attempt < 6; attempt++) {
      const { errors } = (await (await call({ query })).json()) as {
        errors: { extensions: { code: string } }[];
      };
      codes.push(errors[0]?.extensions.code);
    }
    expect(codes).toEqual([
      ...Array<string>(4).fill('INVALID_CREDENTIALS'),
      ...Array<string>(2).fill('RATE_LIMITED'),
    ]);
    expect([await failedSignIns(), await failedSignIns()]).toEqual([4, 4]);
    // An answer is counted once it is out, which may be after it has come.
    await until('both have counted', async () =>
      (await metrics()).includes('portcullis_operations_total{operation="signIn",outcome="refused"} 6\n'),
    );
    expect(await metrics()).toContain('portcullis_attempts_past_limit_total{limit="sign-in"} 2\n');
  });

  it('closes one more than both take at once, and takes another once one has gone', async () => {
    const { port } = new URL(url);
    let closed = 0;
    const open = async () => {
      const socket = await openConnection(Number(port));
      socket.on('error', () => undefined).once('close', () => closed++);
      return socket;
    };
    const sockets = await Promise.all(Array.from({ length: 50 }, open));
    await until('the others are closed', () => closed >= 10);
    for (const socket of sockets) socket.destroy();
    await until('there is room again', () =>
      fetch(`${url}/health/ready`, { headers: { connection: 'close' } }).then(
        ({ status }) => status === 200,
        () => false,
      ),
    );
  });

  it('starts another for one that dies, lets go of who was handed to it, and goes on serving meanwhile', async () => {
    const { api } = await gateway.ready();
    const { email, password } = await signUp({ api });
    const [victim = 0, survivor = 0] = await workersOf(gateway.dataDir);
    process.kill(victim, 'SIGSTOP');
    let answered = 0;
    const asking = Array.from({ length: 6 }, async () => {
      // Of its own: one that was kept might be the victim's.
      const socket = await openConnection(Number(new URL(url).port));
      const over = new Promise((resolve) => socket.on('error', () => undefined).once('close', resolve));
      let told = '';
      socket.on('data', (data) => (told += String(data))).once('data', () => answered++);
      socket.write('GET /health/live HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
      await over;
      return told.slice(0, 12);
    });
    await until('the others are answered', () => answered === 5);
    process.kill(victim, 'SIGKILL');
    expect((await Promise.all(asking)).sort()).toEqual(['', ...Array<string>(5).fill('HTTP/1.1 200')]);
    const line = await gateway.logged('a worker ended, another takes its place');
    expect(line).toMatchObject({ level: 'error', signal: 'SIGKILL' });
    expect((await fetch(`${url}/health/ready`, { headers: { connection: 'close' } })).status).toBe(200);
    const statuses = new Set<number>();
    await until('the other one answers', async () => {
      statuses.add((await fetch(`${url}/health/ready`, { headers: { connection: 'close' } })).status);
      return gateway.log.some(({ worker, msg }) => worker === 3 && msg === 'request');
    });
    // Nobody is handed to one that cannot answer yet.
    expect(statuses).toEqual(new Set([200]));
    expect(await workersOf(gateway.dataDir)).toHaveLength(2);
    expect(await workersOf(gateway.dataDir)).toContain(survivor);
    await api.call(SignInDocument, { input: { email, password } });
  });

  it('ends with 0 on SIGTERM, and leaves no process', async () => {
    const [mongod = 0, workers] = [await mongodPid(gateway.dataDir), await workersOf(gateway.dataDir)];
    gateway.signal('SIGTERM');
    expect(await gateway.exit).toEqual({ code: 0, signal: null });
    expect([mongod, ...workers].filter(isAlive)).toEqual([]);
    expect(gateway.log.at(-1)?.msg).toBe('stopped');
    expect(gateway.stderr).toBe('');
  });
});

describe('WORKERS=2 on a database of its own', () => {
  it('kill -9 of the primary ends its workers', async () => {
    const gateway = await processes.launch({ WORKERS: '2', MONGODB_URI: freshDatabaseUri(), SECRET });
    const { url } = await gateway.ready();
    gateway.signal('SIGKILL');
    await gateway.exit;
    await until('nobody listens', () =>
      fetch(`${url}/health/live`).then(
        () => false,
        () => true,
      ),
    );
  });
});

describe('WORKERS=2 that cannot start', () => {
  it('says why once, and ends with 1', async () => {
    const MONGODB_URI = 'mongodb://127.0.0.1:1/?replicaSet=x&tls=maybe';
    const gateway = await processes.launch({
      WORKERS: '2',
      MONGODB_URI,
      SECRET: 'a-secret-for-tests-that-is-long-enough',
    });
    expect(await gateway.exit).toEqual({ code: 1, signal: null });
    expect(gateway.stderr.match(/Portcullis cannot start\. /g)).toHaveLength(2);
    expect(gateway.stderr).toContain('Its first worker ended before it was ready, with exit code 1.');
  });
});
