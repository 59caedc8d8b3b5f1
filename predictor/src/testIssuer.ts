import { generateKeyPairSync, sign } from 'node:crypto';
import { type Callers, podAudience } from '@modelmonitor/api';

/** How a test's tokens are signed. */
export type TestAlgorithm = 'RS256' | 'ES256' | 'ES384' | 'ES512';

/** An issuer of tokens for service accounts, like an API server, with its own key. */
export interface TestIssuer {
  readonly jwk: Readonly<Record<string, unknown>>;
  /** A callers.json that admits the drift job, with this key. */
  readonly callers: (changes?: Partial<Callers>) => Callers;
  /** A token that `callers` admits, with changes; an undefined claim is left out. */
  readonly token: (changes?: TokenChanges) => string;
  /** A token of these texts, signed unchanged; an ECDSA signature in the form of JOSE or of X.509. */
  readonly signed: (header: string, claims: string, form?: 'ieee-p1363' | 'der') => string;
}

interface TokenChanges {
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
}

export const testSubject = 'system:serviceaccount:default:tested-drift';
const issuer = 'https://kubernetes.default.svc.cluster.local';
const curves = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' } as const;

export function testIssuer(algorithm: TestAlgorithm = 'ES256', kid: string | undefined = 'key-1'): TestIssuer {
  const { publicKey, privateKey } =
    algorithm === 'RS256'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: curves[algorithm] });
  const jwk = { ...publicKey.export({ format: 'jwk' }), use: 'sig', alg: algorithm, ...(kid === undefined ? {} : { kid }) };
  const signed: TestIssuer['signed'] = (header, claims, form = 'ieee-p1363') => {
    const text = `${base64url(header)}.${base64url(claims)}`;
    const signature = sign(`sha${algorithm.slice(2)}`, Buffer.from(text), { key: privateKey, dsaEncoding: form });
    return `${text}.${signature.toString('base64url')}`;
  };
  return {
    jwk,
    signed,
    callers: (changes = {}) => ({ issuer, subjects: [testSubject], keys: [jwk], ...changes }),
    token: ({ header = {}, claims = {} } = {}) => {
      const now = Math.floor(Date.now() / 1000);
      // As an API server writes them, audience as a list.
      const usual = { aud: [podAudience], exp: now + 600, iat: now, iss: issuer, nbf: now, sub: testSubject };
      return signed(JSON.stringify({ alg: algorithm, kid, ...header }), JSON.stringify({ ...usual, ...claims }));
    },
  };
}

export function base64url(text: string): string {
  return Buffer.from(text).toString('base64url');
}
