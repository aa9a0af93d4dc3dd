/** One round: every load once, in one order, each after a warm-up that is not counted. */
import { createHttpClient } from './http-client.js';
import { type FloodReport, type Load, measure, type Measurement, startFlood, type WarmUp } from './load.js';
import type { Operations, Person } from './operations.js';
import type { CpuMeter } from './process-cpu.js';
import type { Yardsticks } from './yardstick.js';

export const connections = 16;
/** A sign-up is a hash, as sign-in is; these few leave room beside it. */
const signUpConnections = 4;
const floodConnections = 8;
/** In the flood the question is how long somebody waits, so those who ask do not make a queue of their own. */
const connectionsInFlood = 2;

const heavyWarmUp: WarmUp = { operations: 4, seconds: 0.2 };

export const helloName = 'bare node:http';

/** The gateway and what it is compared with, all running. */
export interface Scene {
  readonly gateway: { readonly port: number; readonly cpu: CpuMeter };
  readonly hello: { readonly port: number; readonly cpu: CpuMeter };
  readonly yardsticks: Yardsticks;
  readonly people: readonly Person[];
  readonly operations: Operations;
  readonly hashCost: number;
  readonly seconds: number;
  /** Says what is being measured, to whoever watches. */
  readonly report: (load: string) => void;
}

export interface Round {
  readonly loads: Readonly<Record<string, Measurement>>;
  /** Where it was asked for. */
  readonly flood?: FloodReport;
  readonly graphqlCpuMs: number;
  /** Where a load that hashes was asked for. */
  readonly hashCpuMs?: number;
}

const floodName = 'flood';

/** Accounts and sessions for every connection, so that no two share a refresh token. */
export async function openScene(scene: Omit<Scene, 'people'>): Promise<Scene> {
  scene.report('signing people up');
  const people = await Promise.all(Array.from({ length: connections }, () => scene.operations.signUp()));
  return { ...scene, people };
}

/** @param only names of parts; all where there is none. */
export async function runRound(scene: Scene, isFirst: boolean, only: readonly string[]): Promise<Round> {
  const { yardsticks, report } = scene;
  const isAsked = ({ name }: Pick<Load, 'name'>) => only.length === 0 || only.includes(name);
  report('yardsticks');
  const graphqlCpuMs = await yardsticks.measureGraphql();
  const light = [helloLoad(scene), ...lightLoads(scene).filter(isAsked)];
  const lightMeasured = await measureAll(light, warmUpOf(scene, isFirst), report);
  const heavy = heavyLoads(scene).filter(isAsked);
  const besideHash = heavy.length > 0 ? await measureBesideHash(scene, heavy) : undefined;
  const inFlood = isAsked({ name: floodName }) ? await measureInFlood(scene) : undefined;
  return {
    loads: { ...lightMeasured, ...besideHash?.loads, ...inFlood?.loads },
    graphqlCpuMs,
    ...(besideHash && { hashCpuMs: besideHash.hashCpuMs }),
    ...(inFlood && { flood: inFlood.flood }),
  };
}

/** What the first round has warmed stays warm: after it, only the connections have to be opened. */
function warmUpOf({ seconds }: Scene, isFirst: boolean): WarmUp {
  return isFirst ? { operations: 5_000, seconds: Math.min(3, seconds) } : { operations: 500, seconds: 0.5 };
}

export function helloPart(scene: Scene): Part {
  return lightPart(scene, helloLoad(scene));
}

function lightPart(scene: Scene, load: Load): Part {
  return {
    name: load.name,
    run: (isFirst) => measureAll([load], warmUpOf(scene, isFirst), scene.report),
  };
}

/** What can be run by itself. */
export interface Part {
  readonly name: string;
  run(isFirst: boolean): Promise<Record<string, Measurement>>;
}

/** The same loads as of a round, one by one, to be run in turn with those of another gateway. */
export function partsOf(scene: Scene): readonly Part[] {
  const { report } = scene;
  return [
    ...lightLoads(scene).map((load) => lightPart(scene, load)),
    ...heavyLoads(scene).map((load) => ({
      name: load.name,
      run: () => measureAll([load], heavyWarmUp, report),
    })),
    { name: floodName, run: async () => (await measureInFlood(scene)).loads },
  ];
}

/** The bare hash is taken before and after, since the machine's speed drifts. */
async function measureBesideHash(scene: Scene, heavy: readonly Load[]) {
  const { seconds, yardsticks, hashCost, report } = scene;
  const measureHash = () => {
    report('bare hash');
    return yardsticks.measureHash(hashCost, seconds / 2);
  };
  const before = await measureHash();
  const loads = await measureAll(heavy, heavyWarmUp, report);
  const after = await measureHash();
  return { loads, hashCpuMs: (before + after) / 2 };
}

async function measureAll(
  loads: readonly Load[],
  warmUp: WarmUp,
  report: Scene['report'],
): Promise<Record<string, Measurement>> {
  const measurements: Record<string, Measurement> = {};
  for (const load of loads) {
    report(load.name);
    measurements[load.name] = await measure(load, warmUp);
  }
  return measurements;
}

function helloLoad({ hello, seconds }: Scene): Load {
  const client = createHttpClient(hello.port);
  const greet = () => client.send({ method: 'GET', path: '/', headers: {} });
  return { name: helloName, connections, seconds, cpu: hello.cpu, operation: greet };
}

function lightLoads({ gateway: { cpu }, operations, people, seconds }: Scene): Load[] {
  return [
    { name: 'key set', connections, seconds, cpu, operation: () => operations.keySet() },
    { name: 'me', connections, seconds, cpu, operation: (index) => operations.me(personAt(people, index)) },
    {
      name: 'refresh',
      connections,
      seconds,
      cpu,
      operation: (index) => operations.refresh(personAt(people, index)),
    },
  ];
}

/** Each operation takes a core for a good while: twice the time, for enough of them. */
function heavyLoads({ gateway: { cpu }, operations, people, seconds }: Scene): Load[] {
  const signIn = (index: number) => operations.signIn(personAt(people, index));
  const signUp = () => operations.signUp();
  const common = { cpu, watchesThreads: true };
  return [
    { ...common, name: 'sign-up', connections: signUpConnections, seconds: seconds / 2, operation: signUp },
    { ...common, name: 'sign-in', connections, seconds: seconds * 2, operation: signIn },
  ];
}

async function measureInFlood(scene: Scene) {
  const { gateway, operations, people, seconds, report } = scene;
  const common = { connections: connectionsInFlood, seconds, cpu: gateway.cpu };
  const askMe = (index: number) => operations.me(personAt(people, floodConnections + index));
  const flood = startFlood(floodConnections, (index) => operations.signIn(personAt(people, index)));
  const loads = await measureAll(
    [
      { ...common, name: 'key set in flood', operation: () => operations.keySet() },
      { ...common, name: 'me in flood', operation: askMe },
    ],
    { operations: 100, seconds: 0.5 },
    report,
  );
  return { loads, flood: await flood.stop() };
}

function personAt(people: readonly Person[], index: number): Person {
  const person = people[index];
  if (!person) throw new TypeError(`There is no person ${index}.`);
  return person;
}
