import type { Callers } from '@modelmonitor/api';
import type { CryptoKey, JWK } from 'jose';

/** How Kubernetes signs tokens of service accounts (RFC 7518): by RSA or by ECDSA, as the key of the API server is. */
type TokenAlgorithm = 'RS256' | 'ES256' | 'ES384' | 'ES512';

/** A public key that verifies tokens. It has exactly one algorithm, so that a token cannot choose another one. */
export interface TokenKey {
  readonly id: string | undefined;
  readonly algorithm: TokenAlgorithm;
  readonly key: CryptoKey;
}

/** The callers of the internal port, with imported keys. */
export interface PodCallers {
  readonly issuer: string;
  /** Who may read captured rows. */
  readonly subjects: ReadonlySet<string>;
  /** Who may read the status: the subjects, and service accounts that may read nothing else. */
  readonly observers: ReadonlySet<string>;
  readonly keys: readonly TokenKey[];
}

/** A cluster has a few keys, and a monitor a few callers; each key may cost a verification. */
const mostEntries = 100;

/**
 * Reads `callers.json`. Keys of unknown kinds are left out, so that a cluster may already publish them.
 *
 * @throws Error with the expected form, without content of the file
 */
export async function podCallers(text: string): Promise<PodCallers> {
  const { issuer, subjects, observers, keys } = parseCallers(text);
  if (!isName(issuer)) throw new Error('issuer: expected a text');
  if (!isList(subjects) || !subjects.every(isName)) throw new Error(`subjects: expected a list of 1 to ${mostEntries} texts`);
  if (!Array.isArray(observers) || observers.length > mostEntries || !observers.every(isName))
    throw new Error(`observers: expected a list of at most ${mostEntries} texts`);
  if (!isList(keys) || !keys.every(isObject)) throw new Error(`keys: expected a list of 1 to ${mostEntries} JSON Web Keys`);
  const usable = (await Promise.all(keys.map(tokenKey))).filter((key) => key !== undefined);
  if (usable.length === 0) throw new Error('keys: expected one for RS256, ES256, ES384 or ES512, got none');
  return { issuer, subjects: new Set(subjects), observers: new Set([...subjects, ...observers]), keys: usable };
}

function parseCallers(text: string): { readonly [Name in keyof Callers]: unknown } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's message would quote the text.
    throw new Error('it is not JSON');
  }
  if (!isObject(value)) throw new Error('expected an object with issuer, subjects and keys');
  return { issuer: value['issuer'], subjects: value['subjects'], observers: value['observers'] ?? [], keys: value['keys'] };
}

const curves: Readonly<Record<string, TokenAlgorithm>> = { 'P-256': 'ES256', 'P-384': 'ES384', 'P-521': 'ES512' };

/** RFC 7518, section 3.3. */
const fewestRsaBits = 2048;

/**
 * Imports the public part of a JSON Web Key (RFC 7517).
 *
 * @returns undefined for a key that signs no tokens: for encryption, symmetric, weak, of an unknown kind, or malformed
 */
async function tokenKey(jwk: Readonly<Record<string, unknown>>): Promise<TokenKey | undefined> {
  const { kty, crv, n, e, x, y, kid, use, alg } = jwk;
  const algorithm = algorithmOf(jwk);
  if (algorithm === undefined || (kid !== undefined && typeof kid !== 'string')) return undefined;
  if ((use !== undefined && use !== 'sig') || (alg !== undefined && alg !== algorithm)) return undefined;
  const { importJWK } = await import('jose/key/import');
  const publicPart = (kty === 'RSA' ? { kty, n, e } : { kty, crv, x, y }) as JWK;
  const key = await importJWK(publicPart, algorithm).catch(() => undefined);
  if (key === undefined || key instanceof Uint8Array) return undefined;
  const { modulusLength = fewestRsaBits } = key.algorithm as { readonly modulusLength?: number };
  return modulusLength < fewestRsaBits ? undefined : { id: kid, algorithm, key };
}

function algorithmOf({ kty, crv }: Readonly<Record<string, unknown>>): TokenAlgorithm | undefined {
  if (kty === 'RSA') return 'RS256';
  return kty === 'EC' && typeof crv === 'string' && Object.hasOwn(curves, crv) ? curves[crv] : undefined;
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isList(value: unknown): value is unknown[] {
  return Array.isArray(value) && value.length > 0 && value.length <= mostEntries;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
