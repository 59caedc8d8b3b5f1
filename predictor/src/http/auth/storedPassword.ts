import { createHash, timingSafeEqual } from 'node:crypto';
import { bcryptPassword } from './bcryptPassword.ts';
import { scryptPassword } from './scryptPassword.ts';

/** A password as a Secret holds it: plain or hashed. */
export interface StoredPassword {
  /** Whether a comparison is costly on purpose, so that comparisons have to be few at a time. */
  readonly slow: boolean;
  matches(password: string): boolean | Promise<boolean>;
}

/**
 * Reads a password of a Secret: bcrypt (`$2a$`, `$2b$`, `$2y$`), scrypt as a PHC string, or plain.
 *
 * @throws RangeError that says what is wanted, without a word of what came
 */
export function readStoredPassword(text: string): StoredPassword {
  if (text === '') throw new RangeError('a password after the colon is needed, got none');
  if (/^\$2[a-z]?\$/.test(text)) return bcryptPassword(text);
  if (text.startsWith('$scrypt$')) return scryptPassword(text);
  if (/^(\$[\w-]+\$|\{[\w-]+\})/.test(text)) {
    throw new RangeError('a plain password, a bcrypt hash ($2y$) or a scrypt hash ($scrypt$) is needed, got another scheme');
  }
  return plainPassword(text);
}

function plainPassword(text: string): StoredPassword {
  const expected = sha256(text);
  return { slow: false, matches: (password) => timingSafeEqual(sha256(password), expected) };
}

/** Digests have one length, which a comparison in constant time needs. */
function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
