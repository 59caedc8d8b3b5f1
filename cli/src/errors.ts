/** A wrong command line: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Input that cannot be used (a file, a directory, an address): exit code 1. */
export class InputError extends Error {
  override readonly name = 'InputError';
}
