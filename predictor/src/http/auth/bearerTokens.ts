import { createHash, timingSafeEqual } from 'node:crypto';
import { SecretError } from './secretError.ts';

/**
 * Reads bearer tokens, one a line, each as it is or as `sha256:` and the hexadecimal SHA-256 of it; blank lines and # lines are comments.
 *
 * @returns whether a token is one of them, in a time that depends on their number only
 * @throws SecretError naming the line that cannot be used
 */
export function readBearerTokens(text: string): (token: string) => boolean {
  const digests = text.split('\n').flatMap((line, index) => {
    const token = line.trim();
    return token === '' || token.startsWith('#') ? [] : [digestOf(token, index)];
  });
  if (digests.length === 0) throw new SecretError('bearer authentication', 'at least one token is needed, got none');
  return (token) => {
    const digest = sha256(token);
    // No early end: how long it takes must not tell which token came close.
    return digests.reduce((found, known) => timingSafeEqual(known, digest) || found, false);
  };
}

function digestOf(token: string, index: number): Buffer {
  const place = `bearer authentication, line ${index + 1}`;
  if (token.startsWith('sha256:')) {
    const hexadecimal = token.slice('sha256:'.length);
    if (/^[0-9a-f]{64}$/i.test(hexadecimal)) return Buffer.from(hexadecimal, 'hex');
    throw new SecretError(place, 'sha256: and 64 hexadecimal digits are needed, got others');
  }
  // RFC 6750, section 2.1: b64token; anything else could never arrive in a header.
  if (/^[A-Za-z0-9._~+/-]+=*$/.test(token)) return sha256(token);
  throw new SecretError(place, 'a token of letters, digits and -._~+/ is needed, got other characters');
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
