/**
 * `npm run bench:hashes`: what a hash and a check take by each kind of PASSWORD_HASH, through the threads of the gateway, and what those
 * threads hold in memory. Processor time, and the kinds in turn, so that a busy machine does not tell.
 */
import { createForeignPasswords } from '../src/passwords/foreign-passwords.js';
import { createHashPool } from '../src/passwords/hash-pool.js';
import { type HashRecipe, recipeOf, sizeOfRecipe } from '../src/passwords/own-hashes.js';
import { createPasswordHasher } from '../src/passwords/password-hasher.js';
import { createWorkLevels } from '../src/passwords/work-levels.js';
import { refuseArguments } from './options.js';

refuseArguments('npm run bench:hashes measures what a hash and a check take by each kind of PASSWORD_HASH.');

const ROUNDS = 6;
const THREADS = 2;
const bcryptCost = 12;
const kinds = [
  ['bcrypt', 'bcrypt'],
  ['argon2id', 'argon2id'],
  ['either, while both are left', 'bcrypt'],
] as const;

function open(recipe: HashRecipe, others: readonly HashRecipe[]) {
  const runner = createHashPool(THREADS, 64, () => undefined);
  const levels = createWorkLevels(sizeOfRecipe(recipe));
  for (const other of others) levels.raise(sizeOfRecipe(other));
  const hasher = createPasswordHasher({
    recipe,
    peppers: [],
    runner,
    foreign: createForeignPasswords([]),
    levels,
  });
  return { runner, hasher };
}

const cpuMsOf = async (work: () => Promise<unknown>) => {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
};
const megabytes = () => process.memoryUsage.rss() / 2 ** 20;
const median = (times: readonly number[]) =>
  [...times].sort((a, b) => a - b)[times.length >> 1] ?? Number.NaN;

const recipes = {
  bcrypt: recipeOf({ passwordHash: 'bcrypt', bcryptCost }),
  argon2id: recipeOf({ passwordHash: 'argon2id', bcryptCost }),
};
const times = new Map<string, number[]>();
const pools = kinds.map(([name, kind]) => {
  const pool = open(recipes[kind], name.startsWith('either') ? [recipes.argon2id] : []);
  return { ...pool, name };
});
for (const { name, hasher } of pools) {
  const before = megabytes();
  for (let round = 0; round < ROUNDS; round++)
    await Promise.all(Array.from({ length: THREADS }, () => hasher.verify('a password', undefined)));
  console.log(`${name.padEnd(36)} ${THREADS} threads at work: ${(megabytes() - before).toFixed(0)} MB more`);
}
for (let round = 0; round < ROUNDS; round++)
  for (const { name, hasher } of round % 2 ? [...pools].reverse() : pools) {
    const stored = name.startsWith('either') ? undefined : await hasher.hash('a password');
    const took = await cpuMsOf(() => hasher.verify('a wrong password', stored));
    times.set(name, [...(times.get(name) ?? []), took]);
  }
for (const [name, all] of times)
  console.log(`${name.padEnd(36)} check ${median(all).toFixed(0).padStart(4)} ms of a core`);
for (const { runner } of pools) await runner.stop();
