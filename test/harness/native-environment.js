import { TestEnvironment } from 'jest-environment-node';

import { NATIVE, requireNative } from './native-modules.js';

/** Constructors by which a test judges what native code made, or the other way round. */
const shared = {
  ...{ Error, AggregateError, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError },
  ...{ Date, Map, Set, Promise, RegExp, Reflect },
};

/** A test file's globals, with a door to the modules that Node has loaded. */
export default class NativeEnvironment extends TestEnvironment {
  /** @param {ConstructorParameters<typeof TestEnvironment>} parameters */
  constructor(...parameters) {
    super(...parameters);
    Object.assign(this.global, shared);
    Object.defineProperty(this.global, Symbol.for(NATIVE), { value: requireNative });
  }
}
