import { podAudience } from '@modelmonitor/api';
import type { PodCallers } from './podCallers.ts';
import { type SignedToken, signedToken } from './signedToken.ts';
import type { TokenKey } from './tokenKey.ts';

/** How far the clocks of the API server and of this node may be apart, in seconds. */
const leewaySeconds = 30;

/**
 * Why a token of a service account does not let its bearer in; undefined when it does. Everything is decided from the token and the
 * keys: nobody is asked. The reasons are for the log of this process. They are fixed texts, none with a part of the token.
 *
 * @param now milliseconds since 1970
 */
export function tokenRefusal(token: string, callers: Pick<PodCallers, 'issuer' | 'subjects' | 'keys'>, now: number): string | undefined {
  const parts = signedToken(token);
  if (parts === undefined) return 'it is no signed token';
  // RFC 7515, section 4.1.11: an extension that is not understood must be refused, and none is.
  if ('crit' in parts.header) return 'its header asks for an extension';
  const keys = keysFor(parts, callers.keys);
  if (keys.length === 0) return 'no key of the issuer has its key id and algorithm';
  if (!keys.some(({ verifies }) => verifies(parts.signed, parts.signature))) return 'its signature is not right';
  return claimRefusal(parts.claims, callers, now / 1000);
}

/** Keys with the token's algorithm and key id; a key without an id stands for any. */
function keysFor({ header: { alg, kid } }: SignedToken, keys: readonly TokenKey[]): TokenKey[] {
  if (kid !== undefined && typeof kid !== 'string') return [];
  return keys.filter(({ id, algorithm }) => algorithm === alg && (id === undefined || id === kid));
}

function claimRefusal(
  { iss, sub, aud, exp, nbf }: SignedToken['claims'],
  callers: Pick<PodCallers, 'issuer' | 'subjects'>,
  nowSeconds: number,
): string | undefined {
  if (iss !== callers.issuer) return 'it is from another issuer';
  const audiences = typeof aud === 'string' ? [aud] : aud;
  if (!Array.isArray(audiences) || !audiences.includes(podAudience) || !audiences.every((audience) => typeof audience === 'string'))
    return `it is not for the audience ${podAudience}`;
  if (!isTime(exp) || nowSeconds >= exp + leewaySeconds) return 'it has expired';
  if (nbf !== undefined && (!isTime(nbf) || nowSeconds < nbf - leewaySeconds)) return 'it is not valid yet';
  return typeof sub === 'string' && callers.subjects.has(sub) ? undefined : 'its service account is none of the callers';
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
