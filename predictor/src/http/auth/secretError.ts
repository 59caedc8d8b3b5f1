/** A Secret with unusable credentials; the message names the line, never its content. */
export class SecretError extends Error {
  override readonly name = 'SecretError';

  constructor(place: string, problem: string) {
    super(`${place}: ${problem}`);
  }
}
