import { createHash, createHmac } from 'node:crypto';

export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

export interface SignedScope {
  readonly region: string;
  readonly now: Date;
  /** `GET` when absent. */
  readonly method?: string | undefined;
  /** SHA-256 of the body in hexadecimal digits; that of nothing when absent. */
  readonly digest?: string | undefined;
}

/** SHA-256 of nothing, the body of a GET. */
const emptyDigest = createHash('sha256').digest('hex');

/**
 * Headers that sign a request to Amazon S3, with AWS Signature Version 4
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html).
 *
 * @param url with a path and a query that are encoded as `encodeKey` and `encodeUriComponent` do
 */
export function signatureHeaders(
  url: URL,
  key: AccessKey,
  { region, now, method = 'GET', digest = emptyDigest }: SignedScope,
): Readonly<Record<string, string>> {
  const time = now.toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
  const scope = `${time.slice(0, 8)}/${region}/s3/aws4_request`;
  const headers: readonly (readonly [string, string])[] = [
    ['host', url.host],
    ['x-amz-content-sha256', digest],
    ['x-amz-date', time],
    ...(key.sessionToken === undefined ? [] : [['x-amz-security-token', key.sessionToken] as const]),
  ];
  const names = headers.map(([name]) => name).join(';');
  const request = [
    method,
    url.pathname,
    [...url.searchParams]
      .map(([name, value]) => `${encodeUriComponent(name)}=${encodeUriComponent(value)}`)
      .toSorted()
      .join('&'),
    ...headers.map(([name, value]) => `${name}:${value}`),
    '',
    names,
    digest,
  ].join('\n');
  const text = ['AWS4-HMAC-SHA256', time, scope, createHash('sha256').update(request).digest('hex')].join('\n');
  const signingKey = scope.split('/').reduce<string | Buffer>((secret, part) => hmac(secret, part), `AWS4${key.secretAccessKey}`);
  const signature = hmac(signingKey, text).toString('hex');
  return {
    ...Object.fromEntries(headers.filter(([name]) => name !== 'host')),
    Authorization: `AWS4-HMAC-SHA256 Credential=${key.accessKeyId}/${scope},SignedHeaders=${names},Signature=${signature}`,
  };
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text, 'utf8').digest();
}

/** A key as a path. */
export function encodeKey(key: string): string {
  return key.split('/').map(encodeUriComponent).join('/');
}

/** Everything but letters, digits and -_.~ is escaped, as the signature requires. */
export function encodeUriComponent(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
