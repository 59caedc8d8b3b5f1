/** Bytes that a resource names and that cannot be had; the message names what was expected and what happened, and never shows content. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
}
