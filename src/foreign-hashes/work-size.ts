import type { HashWork } from './foreign-hash.js';

/** How much work a hash is. Works of one family differ in the amount alone, so that a smaller can be filled up to a larger. */
export interface WorkSize {
  readonly family: string;
  /** bcrypt and scrypt: the logarithm of the work; the others: in proportion to it. */
  readonly amount: number;
}

const digestBytes = { sha1: 20, sha256: 32, sha512: 64 } as const;

/** The other way round of `fill` in src/passwords/hash.worker.mjs. */
export function measureWork(work: HashWork): WorkSize {
  switch (work.kind) {
    case 'bcrypt':
      return { family: 'bcrypt', amount: Number(work.hash.slice(4, 6)) };
    case 'argon2':
      return measureArgon2(work.hash);
    case 'pbkdf2':
      return {
        family: `pbkdf2:${work.digest}`,
        amount: work.iterations * Math.ceil(work.length / digestBytes[work.digest]),
      };
    case 'scrypt':
      return { family: `scrypt:${work.r}:${work.p}`, amount: work.logN };
    case 'chain':
      return { family: `chain:${work.digest}`, amount: work.rounds };
    case 'digest':
      return { family: 'digest', amount: 0 };
  }
}

function measureArgon2(hash: string): WorkSize {
  const [, type = ''] = hash.split('$');
  const part = (name: string) => Number(new RegExp(`[$,]${name}=(\\d+)`).exec(hash)?.[1]);
  return { family: `${type}:${part('m')}:${part('p')}`, amount: part('t') };
}
