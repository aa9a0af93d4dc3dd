/** What the command line ends with, for programs that call it; docs/command-line.md tells them too. */
export const exitCodes = {
  ok: 0,
  /** It could not be done: the database is out of reach, the configuration is wrong, or a bug. */
  failed: 1,
  /** The command was not understood. */
  usage: 2,
  /** It was understood and refused: there is no such thing, or a rule stands against it. */
  refused: 3,
  /** The doctor found something wrong. */
  unhealthy: 4,
} as const;

/** Scripts of operators rely on them: a number keeps its meaning. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** What a command throws to end with a sentence and a code. */
export class CommandError extends Error {
  override readonly name = 'CommandError';

  constructor(
    message: string,
    readonly exitCode: ExitCode = exitCodes.refused,
  ) {
    super(message);
  }
}
