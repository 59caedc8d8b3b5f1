/** The first 4 KiB of a file as text, one character per byte, to recognise a format by. */
export function textStart(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4096)).toString('latin1');
}
