/** A wrong command line: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The error of a source or of a server, for the user; any other error unchanged. @param prefix of the message */
export function sourceProblem(cause: unknown, prefix = ''): unknown {
  const isKnown = cause instanceof Error && ['SourceError', 'RemoteError'].includes(cause.name);
  return isKnown ? new InputError(`${prefix}${cause.message}`, { cause }) : cause;
}

/** Input that cannot be used (a file, a directory, an address): exit code 1. */
export class InputError extends Error {
  override readonly name = 'InputError';
}
