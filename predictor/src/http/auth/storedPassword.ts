import { createHash, timingSafeEqual } from 'node:crypto';

/** A password in a Secret: plain or hashed. */
export interface StoredPassword {
  /** Whether a comparison is deliberately expensive, so that only a few may run at a time. */
  readonly slow: boolean;
  matches(password: string): boolean | Promise<boolean>;
}

/** A password that is stored as plain text. */
export function plainPassword(text: string): StoredPassword {
  const expected = sha256(text);
  return { slow: false, matches: (password) => timingSafeEqual(sha256(password), expected) };
}

/** Digests have one length, as a comparison in constant time requires. */
function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
