/**
 * Runs in a worker thread: the only place where passwords are hashed. It is plain JavaScript because Node starts it by
 * itself, from src in tests and from dist in production.
 */
import { createHash, pbkdf2Sync, scryptSync } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';
import process from 'node:process';

/**
 * One hash takes a core for 0.2 s. On Linux a priority belongs to a thread, so these give way to the event loop:
 * a flood of sign-ins then slows sign-ins, and nothing else. Not further: 19 below it they would have a seventieth of a core that
 * something else keeps busy, and 10 below a tenth (sched(7)). What is started by nice(1) keeps the distance.
 */
if (process.platform === 'linux') {
  const threadId = Number(readlinkSync('/proc/thread-self').split('/').pop());
  setPriority(threadId, Math.min(19, getPriority(threadId) + 10));
}

/** The same strings in three quarters of the time, where the optional dependency is installed and has a build for this machine. */
const { default: bcrypt } = await import('@node-rs/bcrypt').catch(() => import('bcryptjs'));

/**
 * @typedef {import('../foreign-hashes/foreign-hash.js').HashWork} HashWork
 * @typedef {import('../foreign-hashes/work-size.js').WorkSize} WorkSize
 * @typedef {import('./own-hashes.js').HashRecipe} HashRecipe
 * @typedef {{ kind: 'hash', input: string, recipe: HashRecipe }} HashJob
 * @typedef {{ kind: 'verify', input: string, work: HashWork | undefined, size: WorkSize | undefined, levels: readonly WorkSize[] }} VerifyJob
 */

/**
 * @param {HashJob | VerifyJob} job
 * @returns {Promise<string | boolean | Uint8Array>} the hash; or whether the input fits, or what comes of it
 */
export default async function run(job) {
  // Half a surrogate pair, which only an imported plain hash would see, is written by the two in different bytes.
  const input = Buffer.from(job.input).toString();
  return job.kind === 'hash' ? hash(input, job.recipe) : verify({ ...job, input });
}

/**
 * @param {string} input
 * @param {HashRecipe} recipe
 */
async function hash(input, recipe) {
  if (recipe.kind === 'bcrypt') return hashBcrypt(input, recipe.cost);
  const { memoryKiB, passes, lanes } = recipe;
  const cost = { memoryCost: memoryKiB, timeCost: passes, parallelism: lanes };
  return (await loadArgon2()).hashSync(input, { ...cost, algorithm: ARGON2ID });
}

/**
 * @param {string} input
 * @param {number} cost
 */
function hashBcrypt(input, cost) {
  // @node-rs/bcrypt writes the prefix of crypt_blowfish, which means the same; not every other reader knows it.
  return bcrypt.hashSync(input, cost).replace('$2y$', '$2b$');
}

/**
 * Takes the work of every level whatever the hash: an account that does not exist, or whose hash is of another scheme or an
 * older cost, must not show by its time (ASVS 6.3.8).
 * @param {VerifyJob} job
 */
async function verify({ input, work, size, levels }) {
  const found = work === undefined ? false : await compute(input, work);
  for (const { family, amount } of levels)
    await fill(input, family, family === size?.family ? size.amount : undefined, amount);
  return found;
}

/**
 * @param {string} input
 * @param {HashWork} work
 * @returns {Promise<boolean | Uint8Array>}
 */
async function compute(input, work) {
  switch (work.kind) {
    case 'bcrypt':
      return bcrypt.compareSync(input, work.hash);
    case 'argon2':
      return compareArgon2(input, work);
    case 'pbkdf2':
      return pbkdf2Sync(input, work.salt, work.iterations, work.length, work.digest);
    case 'scrypt':
      return scrypt(input, work.salt, work.length, work);
    case 'chain':
      return chain(input, work.digest, work.salt, work.rounds);
    case 'digest':
      return createHash(work.digest).update(input).update(work.salt).digest();
  }
}

/**
 * Only where PASSWORD_HASH or an imported hash asks for it.
 * @throws where the optional dependency is not installed, or has no build for this machine.
 */
async function loadArgon2() {
  return (await import('@node-rs/argon2')).default;
}

/**
 * @param {string} input
 * @param {Extract<HashWork, { kind: 'argon2' }>} work
 */
async function compareArgon2(input, { hash: stored, secret }) {
  const argon2 = await loadArgon2();
  return argon2.verifySync(stored, input, secret === undefined ? undefined : { secret: Buffer.from(secret) });
}

/**
 * @param {string} input
 * @param {Uint8Array} salt
 * @param {number} length
 * @param {{ logN: number, r: number, p: number }} cost
 */
function scrypt(input, salt, length, { logN, r, p }) {
  const N = 2 ** logN;
  return scryptSync(input, salt, length, { N, r, p, maxmem: 128 * r * (N + p) + 1_048_576 });
}

/**
 * @param {string} input
 * @param {string} digest
 * @param {string} salt
 * @param {number} rounds and one more, before them
 */
function chain(input, digest, salt, rounds) {
  const password = Buffer.from(input);
  let bytes = createHash(digest).update(salt).update(password).digest();
  for (let round = 0; round < rounds; round++)
    bytes = createHash(digest).update(bytes).update(password).digest();
  return bytes;
}

const FILLER_SALT = Buffer.alloc(16, 'filler');

/**
 * What is left of a level.
 * @param {string} input
 * @param {string} family as src/foreign-hashes/work-size.ts names it
 * @param {number | undefined} done of that family; undefined: nothing
 * @param {number} level
 */
async function fill(input, family, done, level) {
  const [kind = '', first = '', second = ''] = family.split(':');
  if (kind === 'bcrypt') fillDoubling(done, level, (cost) => hashBcrypt(input, cost));
  else if (kind === 'scrypt')
    fillDoubling(done, level, (logN) =>
      scrypt(input, FILLER_SALT, 32, { logN, r: Number(first), p: Number(second) }),
    );
  else await fillRest(input, { kind, first, second }, level - (done ?? 0));
}

/**
 * 2^c plus dummies of c, c+1, … level-1 make 2^level.
 * @param {number | undefined} done
 * @param {number} level
 * @param {(logarithm: number) => unknown} work
 */
function fillDoubling(done, level, work) {
  if (done === undefined) work(level);
  else for (let dummy = done; dummy < level; dummy++) work(dummy);
}

/** As @node-rs/argon2 numbers them. */
const ARGON2ID = 2;
const argon2Types = new Map([
  ['argon2d', 0],
  ['argon2i', 1],
  ['argon2id', ARGON2ID],
]);

/**
 * Where the work is in proportion to the amount.
 * @param {string} input
 * @param {{ kind: string, first: string, second: string }} family
 * @param {number} rest
 */
async function fillRest(input, { kind, first, second }, rest) {
  const algorithm = argon2Types.get(kind);
  if (rest < 1) return;
  if (kind === 'pbkdf2') pbkdf2Sync(input, FILLER_SALT, rest, 20, first);
  else if (kind === 'chain') chain(input, first, 'filler', rest);
  else if (algorithm !== undefined) {
    const cost = { memoryCost: Number(first), timeCost: rest, parallelism: Number(second) };
    (await loadArgon2()).hashRawSync(input, { ...cost, algorithm, salt: FILLER_SALT });
  }
}
