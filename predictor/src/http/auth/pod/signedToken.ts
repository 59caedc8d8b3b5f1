import { isUtf8 } from 'node:buffer';
import { uniqueJson } from './uniqueJson.ts';

/** A JSON Web Token (RFC 7519) taken apart; nothing of it is verified. */
export interface SignedToken {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
  /** The bytes that are signed: header and claims as they came. */
  readonly signed: Buffer;
  readonly signature: Buffer;
}

/** Longest token that is looked at, in characters; a service account's has about a thousand. */
const longestToken = 16_384;

/** Takes a token in compact form apart; undefined when it is none. */
export function signedToken(text: string): SignedToken | undefined {
  if (text.length > longestToken) return undefined;
  const parts = text.split('.');
  if (parts.length !== 3) return undefined;
  const [header, claims, signature] = parts.map(decoded);
  if (header === undefined || claims === undefined || signature === undefined) return undefined;
  const [headerObject, claimsObject] = [jsonOf(header), jsonOf(claims)];
  if (headerObject === undefined || claimsObject === undefined) return undefined;
  return { header: headerObject, claims: claimsObject, signed: Buffer.from(text.slice(0, text.lastIndexOf('.')), 'ascii'), signature };
}

/** Only the one spelling of the bytes, without padding (RFC 7515, section 2): `Buffer.from` alone skips what it does not know. */
function decoded(part: string): Buffer | undefined {
  const bytes = Buffer.from(part, 'base64url');
  return part !== '' && bytes.toString('base64url') === part ? bytes : undefined;
}

function jsonOf(bytes: Buffer): Readonly<Record<string, unknown>> | undefined {
  return isUtf8(bytes) ? uniqueJson(bytes.toString('utf8')) : undefined;
}
