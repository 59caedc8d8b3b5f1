import { readThroughCache } from '../cache/readThroughCache.ts';
import { SourceError } from '../errors.ts';
import type { Downloaded } from '../http/download.ts';
import { certificatesOf } from '../http/requestAuth.ts';
import { revisionOf, validators } from '../http/validators.ts';
import type { SourceKind, SourceOf } from '../source.ts';
import { accessKeyOf, domainOf, elementOf } from './accessKey.ts';
import { encodeKey, encodeUriComponent, signatureHeaders } from './signature.ts';

/** An object of Amazon S3 or a store with its interface. */
export const s3Kind: SourceKind<'s3'> = {
  read({ value, mostBytes, known }, context) {
    const { bucket, key, region, sha256, ca } = value;
    const origin = `s3://${bucket}/${key}`;
    const fetch = async (revision: string | undefined) => {
      const authorities = await certificatesOf(ca, context);
      const accessKey = await accessKeyOf(value, context, authorities);
      const response = await context.download({
        url: objectUrl(value),
        headers: validators(revision),
        credentials: accessKey && ((url) => signatureHeaders(url, accessKey, { region, now: new Date(context.clock.now()) })),
        ca: authorities,
        mostBytes,
        expects: (status) => (status === 304 && revision !== undefined) || (status >= 400 && status < 500 && status !== 429),
      });
      if (response.status === 304) return undefined;
      if (response.status >= 400) throw refusal(origin, response);
      return { bytes: response.body, origin, revision: revisionOf(response.headers) };
    };
    return readThroughCache({ key: JSON.stringify(['s3', value]), sha256, known, fetch }, context);
  },
};

/** @throws SourceError for a key that is no path of a URL */
export function objectUrl({ bucket, key, versionId, endpoint, region, pathStyle }: SourceOf<'s3'>): string {
  if (key.split('/').some((segment) => segment === '.' || segment === '..'))
    throw new SourceError(`expected a key without the segments . and .., got ${JSON.stringify(key)}`);
  const base = new URL(endpoint ?? `https://s3.${region}.${domainOf(region)}`);
  // The certificates of Amazon S3 cover one label before the region.
  const inPath = pathStyle ?? (endpoint !== undefined || bucket.includes('.'));
  const host = inPath ? base.host : `${bucket}.${base.host}`;
  const folder = base.pathname.replace(/\/$/, '') + (inPath ? `/${bucket}` : '');
  return `${base.protocol}//${host}${folder}/${encodeKey(key)}${versionId === undefined ? '' : `?versionId=${encodeUriComponent(versionId)}`}`;
}

const hints: ReadonlyMap<string, string> = new Map([
  ['SignatureDoesNotMatch', ': the secret access key is not the one of this access key id'],
  ['InvalidAccessKeyId', ': the store does not know this access key id'],
  ['ExpiredToken', ': the session token has expired'],
  ['RequestTimeTooSkewed', ': the clock of this machine or of the store is wrong'],
  ['AccessDenied', ': the credentials may not read it, or it does not exist'],
  ['AuthorizationHeaderMalformed', ': it expects the signature of another region'],
  ['PermanentRedirect', ': the bucket is in another region'],
]);

export function refusal(origin: string, { status, body, headers }: Downloaded): SourceError {
  const code = elementOf(body.subarray(0, 64 * 1024).toString('utf8'), 'Code');
  const region = headers['x-amz-bucket-region'];
  const where = typeof region === 'string' ? `; the bucket is in ${region.slice(0, 40)}` : '';
  return new SourceError(`${origin}: the store answered ${status}${code === undefined ? '' : ` ${code}${hints.get(code) ?? ''}`}${where}`, {
    status,
  });
}
