import { podAudience } from '@modelmonitor/api';
import type { JWTPayload } from 'jose';
import type { PodCallers, TokenKey } from './podCallers.ts';
import { uniqueJson } from './uniqueJson.ts';

/** Tolerated difference between the clocks of the API server and of this node, in seconds. */
const leewaySeconds = 30;

/** Longest accepted token, in characters; that of a service account has about a thousand. */
const longestToken = 16_384;

type Members = Readonly<Record<string, unknown>>;

/**
 * Why a token of a service account is refused; undefined when it is accepted. The token is verified offline, with the keys alone. The
 * reasons are for the log of this process: fixed texts, none with a part of the token.
 *
 * @param now milliseconds since 1970
 */
export async function tokenRefusal(
  token: string,
  callers: Pick<PodCallers, 'issuer' | 'subjects' | 'keys'>,
  now: number,
): Promise<string | undefined> {
  const header = headerOf(token);
  if (header === undefined) return 'it is not a signed token';
  // RFC 7515, section 4.1.11: an unknown extension must be refused, and none is known.
  if ('crit' in header) return 'its header requires an extension';
  const keys = keysFor(header, callers.keys);
  if (keys.length === 0) return 'no key of the issuer has its key id and algorithm';
  // Loaded with the first token: a predictor without a cluster never needs it.
  const { jwtVerify } = await import('jose/jwt/verify');
  const expected = { issuer: callers.issuer, audience: podAudience, requiredClaims: ['exp'] };
  const clock = { currentDate: new Date(now), clockTolerance: leewaySeconds };
  for (const { key, algorithm } of keys) {
    const reason = await jwtVerify(token, key, { algorithms: [algorithm], ...expected, ...clock }).then(
      ({ payload }) => claimRefusal(payload, callers.subjects),
      reasonOf,
    );
    if (reason !== wrongSignature) return reason;
  }
  return wrongSignature;
}

const wrongSignature = 'its signature is wrong';
const wrongAudience = `it is not for the audience ${podAudience}`;
const expired = 'it has expired';

/** What jose refuses, by the claim. */
const claimReasons: Members = { iss: 'it is from another issuer', aud: wrongAudience, exp: expired, nbf: 'it is not valid yet' };

function reasonOf({ code, claim = '' }: { readonly code?: string; readonly claim?: string }): string {
  if (code === 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED') return wrongSignature;
  return String(claimReasons[claim] ?? 'its claims are not valid');
}

/** What jose accepts and this gate does not: an audience that is not a text, an infinite expiry, an unknown subject. */
function claimRefusal({ aud, exp, sub }: JWTPayload, subjects: ReadonlySet<string>): string | undefined {
  if (Array.isArray(aud) && !aud.every((audience) => typeof audience === 'string')) return wrongAudience;
  if (!Number.isFinite(exp)) return expired;
  return typeof sub === 'string' && subjects.has(sub) ? undefined : 'its service account is not one of the callers';
}

/** Keys with the token's algorithm and key id; a key without an id matches any. */
function keysFor({ alg, kid }: Members, keys: readonly TokenKey[]): TokenKey[] {
  if (kid !== undefined && typeof kid !== 'string') return [];
  return keys.filter(({ id, algorithm }) => algorithm === alg && (id === undefined || id === kid));
}

/**
 * The header of a token in compact form; undefined for any other text. Before anything is verified, header and claims have to be objects in
 * which no member occurs twice, and every part has to be in the one spelling of its bytes (RFC 7515, section 2): decoders are lenient.
 */
function headerOf(token: string): Members | undefined {
  if (token.length > longestToken) return undefined;
  const parts = token.split('.');
  if (parts.length !== 3 || !parts.every(isCanonical)) return undefined;
  const [header, claims] = parts.map(membersOf);
  return claims === undefined ? undefined : header;
}

function isCanonical(part: string): boolean {
  return part !== '' && Buffer.from(part, 'base64url').toString('base64url') === part;
}

function membersOf(part: string): Members | undefined {
  try {
    return uniqueJson(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(part, 'base64url')));
  } catch {
    return undefined;
  }
}
