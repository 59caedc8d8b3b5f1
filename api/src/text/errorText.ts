/** The message of anything thrown. */
export function errorText(error: unknown): string {
  return hasMessage(error) ? error.message : String(error);
}

/** The system's code of anything thrown, such as ENOENT. */
export function errorCode(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

// Not `instanceof Error`: an error of another realm, such as a worker's or a test's, is one too.
function hasMessage(error: unknown): error is { message: string } {
  return typeof error === 'object' && error !== null && 'message' in error && typeof error.message === 'string';
}
