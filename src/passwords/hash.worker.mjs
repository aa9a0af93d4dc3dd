/**
 * Runs in a worker thread: the only place where bcrypt runs. It is plain JavaScript because Node starts it by
 * itself, from src in tests and from dist in production.
 */
import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';
import process from 'node:process';

import bcrypt from 'bcryptjs';

/**
 * One hash takes a core for 0.2 s. On Linux a priority belongs to a thread, so these give way to the event loop:
 * a flood of sign-ins then slows sign-ins, and nothing else.
 */
if (process.platform === 'linux') {
  const threadId = Number(readlinkSync('/proc/thread-self').split('/').pop());
  setPriority(threadId, 5);
}

/** The same strings in two thirds of the time, where the optional dependency is installed and has a build for this machine. */
const native = await import('@node-rs/bcrypt').then(
  (module) => module.default,
  () => undefined,
);

/**
 * @typedef {{ kind: 'hash', input: string, cost: number }} HashJob
 * @typedef {{ kind: 'verify', input: string, hash: string | undefined, hashCost: number, cost: number }} VerifyJob
 */

/**
 * @param {HashJob | VerifyJob} job
 * @returns {string | boolean} the hash, or whether the input fits
 */
export default function run(job) {
  // Half a surrogate pair, which only an imported plain hash would see, is written by the two in different bytes.
  const input = Buffer.from(job.input).toString();
  return job.kind === 'hash' ? hash(input, job.cost) : verify({ ...job, input });
}

/**
 * @param {string} input
 * @param {number} cost
 */
function hash(input, cost) {
  if (native === undefined) return bcrypt.hashSync(input, cost);
  // It writes the prefix of crypt_blowfish, which means the same; not every other reader knows it.
  return native.hashSync(input, cost).replace('$2y$', '$2b$');
}

/**
 * Takes the work of `cost` whatever the hash: an account that does not exist, or whose hash has an older cost,
 * must not show by its time (ASVS 6.3.8). 2^c plus dummies of c, c+1, … cost-1 make 2^cost.
 * @param {VerifyJob} job
 */
function verify({ input, hash: stored, hashCost, cost }) {
  const fits = stored === undefined ? false : (native ?? bcrypt).compareSync(input, stored);
  if (stored === undefined) hash(input, cost);
  else for (let dummy = hashCost; dummy < cost; dummy++) hash(input, dummy);
  return fits;
}
