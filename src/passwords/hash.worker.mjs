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

/**
 * @typedef {{ kind: 'hash', input: string, cost: number }} HashJob
 * @typedef {{ kind: 'verify', input: string, hash: string | undefined, hashCost: number, cost: number }} VerifyJob
 */

/**
 * @param {HashJob | VerifyJob} job
 * @returns {string | boolean} the hash, or whether the input fits
 */
export default function run(job) {
  return job.kind === 'hash' ? bcrypt.hashSync(job.input, job.cost) : verify(job);
}

/**
 * Takes the work of `cost` whatever the hash: an account that does not exist, or whose hash has an older cost,
 * must not show by its time (ASVS 6.3.8). 2^c plus dummies of c, c+1, … cost-1 make 2^cost.
 * @param {VerifyJob} job
 */
function verify({ input, hash, hashCost, cost }) {
  const fits = hash === undefined ? false : bcrypt.compareSync(input, hash);
  if (hash === undefined) bcrypt.hashSync(input, cost);
  else for (let dummy = hashCost; dummy < cost; dummy++) bcrypt.hashSync(input, dummy);
  return fits;
}
