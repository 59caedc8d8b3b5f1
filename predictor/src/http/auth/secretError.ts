/** A Secret with credentials that cannot be used; its message names the line, never what the line says. */
export class SecretError extends Error {
  override readonly name = 'SecretError';

  constructor(place: string, wanted: string) {
    super(`${place}: ${wanted}`);
  }
}
