import { createPublicKey, type JsonWebKey, type KeyObject, verify } from 'node:crypto';

/** How Kubernetes signs tokens of service accounts (RFC 7518): by RSA or by ECDSA, as the key of the API server is. */
type TokenAlgorithm = 'RS256' | 'ES256' | 'ES384' | 'ES512';

/** A public key that tokens are verified by. It has one algorithm, its own, so that a token cannot choose another one. */
export interface TokenKey {
  readonly id: string | undefined;
  readonly algorithm: TokenAlgorithm;
  /** Whether a signature is that of these bytes. */
  readonly verifies: (signed: Uint8Array, signature: Uint8Array) => boolean;
}

const curves: Readonly<Record<string, TokenAlgorithm>> = { 'P-256': 'ES256', 'P-384': 'ES384', 'P-521': 'ES512' };

/** RFC 7518, section 3.3. */
const fewestRsaBits = 2048;

/**
 * Imports a JSON Web Key (RFC 7517).
 *
 * @returns undefined for a key that no token is signed with: for encryption, symmetric, weak, of a kind unknown here, or broken
 */
export function tokenKey(jwk: Readonly<Record<string, unknown>>): TokenKey | undefined {
  const { kid, use, alg } = jwk;
  const algorithm = algorithmOf(jwk);
  if (algorithm === undefined || !isTextOrAbsent(kid)) return undefined;
  if ((use !== undefined && use !== 'sig') || (alg !== undefined && alg !== algorithm)) return undefined;
  const key = imported(jwk);
  if (key === undefined || (key.asymmetricKeyDetails?.modulusLength ?? fewestRsaBits) < fewestRsaBits) return undefined;
  const digest = `sha${algorithm.slice(2)}`;
  return { id: kid, algorithm, verifies: (signed, signature) => verify(digest, signed, { key, dsaEncoding: 'ieee-p1363' }, signature) };
}

function algorithmOf({ kty, crv }: Readonly<Record<string, unknown>>): TokenAlgorithm | undefined {
  if (kty === 'RSA') return 'RS256';
  return kty === 'EC' && typeof crv === 'string' && Object.hasOwn(curves, crv) ? curves[crv] : undefined;
}

/** Only the public part is looked at. */
function imported({ kty, crv, n, e, x, y }: Readonly<Record<string, unknown>>): KeyObject | undefined {
  try {
    return createPublicKey({ key: (kty === 'RSA' ? { kty, n, e } : { kty, crv, x, y }) as JsonWebKey, format: 'jwk' });
  } catch {
    return undefined;
  }
}

function isTextOrAbsent(value: unknown): value is string | undefined {
  return value === undefined || typeof value === 'string';
}
