/**
 * better-auth over its MongoDB adapter on node:http, for peer-better-auth.ts, which copies it beside the installed packages and runs
 * it there. Its own defaults, but for what is said here. Prints its port as JSON when it is ready.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';

/** Packages of the directory it is copied to: here nothing is known of them. */
/** @param {string} name */
const load = (name) => import(name);
const { mongodbAdapter } = await load('@better-auth/mongo-adapter');
const { betterAuth } = await load('better-auth');
const { toNodeHandler } = await load('better-auth/node');
const { jwt } = await load('better-auth/plugins');
const { MongoClient } = await load('mongodb');

const client = await new MongoClient(process.env.PEER_DATABASE ?? '').connect();
const server = createServer();
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const address = server.address();
const port = typeof address === 'object' ? address?.port : undefined;

const auth = betterAuth({
  baseURL: `http://127.0.0.1:${port}`,
  secret: process.env.PEER_SECRET,
  database: mongodbAdapter(client.db(), { client }),
  emailAndPassword: { enabled: true },
  plugins: [jwt()],
  // As the gateway's is in the benchmark.
  rateLimit: { enabled: false },
  telemetry: { enabled: false },
});
server.on('request', toNodeHandler(auth));
process.stdout.write(`${JSON.stringify({ port })}\n`);
