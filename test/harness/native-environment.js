import { appendFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { TestEnvironment } from 'jest-environment-node';

import { NATIVE, repository, requireNative } from './native-modules.js';

/** What keeps a worker from ending. Timers and idle sockets of the platform come and go. */
const lasting = ['TCPServerWrap', 'PipeWrap', 'ProcessWrap', 'MessagePort'];
/** A close that was awaited may still be on its way through the event loop. */
const GRACE_MS = 5_000;

/**
 * The globals of a test file, with a door to the modules that Node has loaded. A test file has a realm of its own, and those
 * modules live in Node's: what either makes has to be an `Error`, an `Array`, a `Promise` to the other.
 */
export default class NativeEnvironment extends TestEnvironment {
  /** @type {ReadonlyMap<string, number>} */
  #before = new Map();
  /** @type {string} */
  #testPath;

  /** @param {ConstructorParameters<typeof TestEnvironment>} parameters */
  constructor(...parameters) {
    super(...parameters);
    this.#testPath = relative(repository, parameters[1].testPath);
    const { global } = this;
    for (const name of Object.getOwnPropertyNames(globalThis)) share(global, name);
    Object.defineProperty(global, Symbol.for(NATIVE), { value: requireNative });
  }

  /** @override */
  async setup() {
    await super.setup();
    exitAtOnce();
    openStandardStreams();
    this.#before = countLasting();
  }

  /** @override Notes what the file has started and did not end, for log-scan-reporter.js: a throw would hide how the tests went. */
  async teardown() {
    await super.teardown();
    const deadline = performance.now() + GRACE_MS;
    let left = leftOver(this.#before);
    while (left.length > 0 && performance.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      left = leftOver(this.#before);
    }
    const directory = process.env['TEST_RECORD_DIR'];
    if (left.length > 0 && directory !== undefined)
      appendFileSync(join(directory, `${process.pid}.left`), `${this.#testPath}: ${left.join(', ')}\n`);
  }
}

/** A worker has half a second to end before it is told as leaking; to free what it has loaded may take longer. */
function exitAtOnce() {
  const isWorker = process.send !== undefined;
  if (isWorker && process.listenerCount('beforeExit') === 0) process.once('beforeExit', () => process.exit());
}

/** Node opens them when they are first asked for, as by an `import` of node:process: who does that has started nothing. */
function openStandardStreams() {
  return [process.stdin, process.stdout, process.stderr];
}

function countLasting() {
  const running = process.getActiveResourcesInfo();
  return new Map(lasting.map((kind) => [kind, running.filter((each) => each === kind).length]));
}

/** @param {ReadonlyMap<string, number>} before */
function leftOver(before) {
  return [...countLasting()].flatMap(([kind, count]) => {
    const more = count - (before.get(kind) ?? 0);
    return more > 0 ? [`${more} ${kind}`] : [];
  });
}

/**
 * Gives the realm Node's constructor of this name, and lets what the language itself makes there (literals, promises of
 * async functions, errors of the engine) descend from it.
 * @param {typeof globalThis} realm
 * @param {string} name
 */
function share(realm, name) {
  const own = /** @type {unknown} */ (Object.getOwnPropertyDescriptor(realm, name)?.value);
  const shared = /** @type {unknown} */ (Object.getOwnPropertyDescriptor(globalThis, name)?.value);
  if (name === 'Reflect') Object.assign(realm, { Reflect });
  if (!isConstructor(own) || !isConstructor(shared) || own === shared) return;
  if (name === 'Object') own.prototype.constructor = shared;
  else Object.setPrototypeOf(own.prototype, shared.prototype);
  Object.assign(realm, { [name]: shared });
}

/**
 * @param {unknown} value
 * @returns {value is Function & { prototype: object }}
 */
const isConstructor = (value) =>
  typeof value === 'function' && typeof value.prototype === 'object' && value.prototype !== null;
