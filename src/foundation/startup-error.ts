/**
 * A start that cannot go on, told to the person who started it.
 * The message is complete sentences: what is wrong, then how to mend it. It is printed without a stack.
 */
export class StartupError extends Error {
  override readonly name = 'StartupError';
}
