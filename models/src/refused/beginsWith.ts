/** Whether a file begins with one of these bytes, in hexadecimal. */
export function beginsWith(bytes: Uint8Array, ...magics: readonly string[]): boolean {
  return magics.some((magic) => Buffer.from(bytes.subarray(0, magic.length / 2)).toString('hex') === magic);
}
