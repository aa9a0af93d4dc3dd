/**
 * `npm run bench -- --upstream`: what an operation costs more with the gateway before a GraphQL server, and with Hive Gateway before
 * the same one, each in turn with nothing before it.
 */
import type { Cleanup } from './cleanup.js';
import { roundedJson } from './figures.js';
import { startGatewayProcess } from './gateway-process.js';
import { createHttpClient } from './http-client.js';
import { describeMachine } from './machine.js';
import type { Person } from './operations.js';
import { type Options, ours } from './options.js';
import { hiveName, startHiveGateway } from './peer-hive-gateway.js';
import { readResidentMb } from './process-cpu.js';
import type { Progress } from './progress.js';
import { connections } from './round.js';
import {
  production,
  signUpAll,
  startUpstream,
  type UpstreamProcess,
  upstreamSdl,
  writeUpstreams,
} from './upstream-parts.js';
import { measureSide, type Side, type SideRound } from './upstream-side.js';
import { bareName, renderUpstream, summarizeUpstream } from './upstream-table.js';

const fields = 'id number state total currency customer carrier placedAt shippedAt';
const tenFields = `query Order($id: ID!) { order(id: $id) { ${fields} } }`;
const oneCut = `query Order($id: ID!) { order(id: $id) { ${fields} margin } }`;

/** @returns whether every answer was right. */
export async function runUpstream(options: Options, cleanup: Cleanup, progress: Progress): Promise<boolean> {
  progress.show('starting what is measured');
  const upstream = await startUpstream(cleanup);
  const { bare, gateway, openHive } = await openSides(options, upstream, cleanup);
  const rounds = await measureRounds([bare, ...gateway], options, progress);
  // Not before: what idles in a process beside takes its time as well. Each is compared with the server alone of its own rounds.
  const hive = options.only.includes(ours) ? [] : [await openHive()];
  if (hive.length > 0) rounds.push(...(await measureRounds([bare, ...hive], options, progress)));
  const [whole, ...others] = gateway;
  const sides = [bare, whole, ...hive, ...others];
  const memory = new Map(sides.map(({ name, pid }) => [name, readResidentMb(pid ?? upstream.pid)]));
  for (const { close } of sides) close();
  progress.clear();
  const summary = summarizeUpstream(
    sides.map(({ name }) => name),
    rounds,
    memory,
  );
  const { cores, node } = describeMachine();
  const head = `${cores} cores, Node ${node.slice(1)}, ${connections} connections; median of ${options.rounds} rounds of ${options.seconds} s (their range)`;
  console.log(
    options.json
      ? roundedJson({ machine: describeMachine(), ...options, ...summary })
      : `${head}\n\n${renderUpstream(summary)}`,
  );
  return summary.errors === 0;
}

async function measureRounds(
  sides: readonly Side[],
  options: Options,
  progress: Progress,
): Promise<Record<string, SideRound>[]> {
  const rounds: Record<string, SideRound>[] = [];
  for (let number = 0; number < options.rounds; number++) {
    const round: Record<string, SideRound> = {};
    // A B C, then C B A: what the machine does in a minute happens to all.
    for (const side of number % 2 === 0 ? sides : sides.toReversed()) {
      progress.show(`round ${number + 1} of ${options.rounds}: ${side.name}`);
      round[side.name] = await measureSide(side, { seconds: options.seconds, isFirst: number === 0 });
    }
    rounds.push(round);
  }
  return rounds;
}

interface Sides {
  readonly bare: Side;
  /** As it is measured, and with a field that is cut. */
  readonly gateway: readonly [Side, ...Side[]];
  readonly openHive: () => Promise<Side>;
}

async function openSides(options: Options, upstream: UpstreamProcess, cleanup: Cleanup): Promise<Sides> {
  const upstreamUrl = `http://127.0.0.1:${upstream.port}/graphql`;
  const gateway = await startGatewayProcess(
    { ...production, UPSTREAMS: writeUpstreams(upstreamUrl, cleanup), ...options.settings },
    cleanup,
  );
  const origin = `http://127.0.0.1:${gateway.port}`;
  const people = await signUpAll(gateway.port, connections);
  const openHive = async () => {
    const hive = await startHiveGateway(
      {
        ...{ upstreamUrl, sdl: upstreamSdl },
        keySetUrl: `${origin}/.well-known/jwks.json`,
        ...readClaims(people[0]),
      },
      cleanup,
    );
    return open(hiveName, hive.pid, hive.port, '/graphql');
  };
  const open = (
    name: string,
    pid: number | undefined,
    port: number,
    path: string,
    query = tenFields,
  ): Side => {
    const client = createHttpClient(port);
    const close = () => {
      client.close();
    };
    return { ...{ name, pid, path, query, people, client, close }, upstreamPid: upstream.pid };
  };
  const path = '/graphql/orders';
  const cut = open('Portcullis, one field cut', gateway.pid, gateway.port, path, oneCut);
  return {
    bare: open(bareName, undefined, upstream.port, '/graphql'),
    gateway: [
      open('Portcullis', gateway.pid, gateway.port, path),
      ...(options.only.includes(ours) ? [] : [cut]),
    ],
    openHive,
  };
}

/** What a verifier has to expect of our tokens. */
function readClaims(person: Person | undefined): { readonly issuer: string; readonly audience: string } {
  const [, payload = ''] = person?.accessToken.split('.') ?? [];
  const { iss, aud } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as {
    iss: string;
    aud: string;
  };
  return { issuer: iss, audience: aud };
}
