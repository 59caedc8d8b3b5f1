import { s3Audience } from '@modelmonitor/api/plain';
import { SourceError } from '../errors.ts';
import { secretLine } from '../http/requestAuth.ts';
import type { SourceContext, SourceOf } from '../source.ts';
import type { AccessKey } from './signature.ts';

type S3Source = SourceOf<'s3'>;

/** The access key of a source: from its Secret, or for the role that it names; undefined for requests without a signature. @throws SourceError */
export async function accessKeyOf(value: S3Source, context: SourceContext, ca: string | undefined): Promise<AccessKey | undefined> {
  const { credentials, webIdentity } = value;
  if (credentials === undefined) return webIdentity === undefined ? undefined : assumeRole(value, context, ca);
  const { name, accessKeyId, secretAccessKey, sessionToken } = credentials.secretRef;
  const line = (key: string) => secretLine({ name, key }, context.readSecret);
  return {
    accessKeyId: await line(accessKeyId),
    secretAccessKey: await line(secretAccessKey),
    ...(sessionToken === undefined ? {} : { sessionToken: await line(sessionToken) }),
  };
}

/** Largest response with credentials, in bytes. */
const mostResponseBytes = 64 * 1024;

/** Exchanges the token of the pod's service account for the credentials of a role (AssumeRoleWithWebIdentity). */
async function assumeRole(value: S3Source, context: SourceContext, ca: string | undefined): Promise<AccessKey> {
  const { endpoint, region, webIdentity } = value;
  const form = new URLSearchParams({
    Action: 'AssumeRoleWithWebIdentity',
    Version: '2011-06-15',
    RoleArn: webIdentity?.roleArn ?? '',
    RoleSessionName: 'modelmonitor',
    WebIdentityToken: await context.readIdentityToken(s3Audience(value)),
  });
  const url = endpoint ?? `https://sts.${region}.${domainOf(region)}`;
  const { status, body } = await context.download({
    url,
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
    mostBytes: mostResponseBytes,
    ca,
    expects: (received) => received >= 400 && received < 500,
  });
  const text = body.toString('utf8');
  const [accessKeyId, secretAccessKey, sessionToken] = ['AccessKeyId', 'SecretAccessKey', 'SessionToken'].map((name) =>
    elementOf(text, name),
  );
  if (accessKeyId !== undefined && secretAccessKey !== undefined && sessionToken !== undefined)
    return { accessKeyId, secretAccessKey, sessionToken };
  throw new SourceError(
    `${new URL(url).origin}: expected credentials for the role ${webIdentity?.roleArn}, got ${elementOf(text, 'Code') ?? `status ${status}`}`,
  );
}

/** Domain of the services of a region. */
export function domainOf(region: string): string {
  return region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
}

/** Text of an XML element without elements of its own. */
export function elementOf(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}>([^<]{1,4096})</${name}>`).exec(xml)?.[1];
}
