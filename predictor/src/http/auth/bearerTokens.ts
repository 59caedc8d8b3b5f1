import { createHash, timingSafeEqual } from 'node:crypto';
import { SecretError } from './secretError.ts';

/**
 * Reads bearer tokens, one per line, each in plain text or as `sha256:` and its hexadecimal SHA-256; blank lines and # lines are comments.
 *
 * @returns a check whether a token is one of them, in a time that depends only on their number
 * @throws SecretError naming the line that cannot be used
 */
export function readBearerTokens(text: string): (token: string) => boolean {
  const digests = text.split('\n').flatMap((line, index) => {
    const token = line.trim();
    return token === '' || token.startsWith('#') ? [] : [digestOf(token, index)];
  });
  if (digests.length === 0) throw new SecretError('bearer authentication', 'expected at least one token, got none');
  return (token) => {
    const digest = sha256(token);
    // No early exit: the time must not reveal which token is similar.
    return digests.reduce((found, known) => timingSafeEqual(known, digest) || found, false);
  };
}

function digestOf(token: string, index: number): Buffer {
  const place = `bearer authentication, line ${index + 1}`;
  if (token.startsWith('sha256:')) {
    const hexadecimal = token.slice('sha256:'.length);
    if (/^[0-9a-f]{64}$/i.test(hexadecimal)) return Buffer.from(hexadecimal, 'hex');
    throw new SecretError(place, 'expected sha256: and 64 hexadecimal digits, got another form');
  }
  // RFC 6750, section 2.1: b64token; anything else cannot be sent in a header.
  if (/^[A-Za-z0-9._~+/-]+=*$/.test(token)) return sha256(token);
  throw new SecretError(place, 'expected a token of letters, digits and -._~+/, got other characters');
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
