import { ownValue, type Source } from '@modelmonitor/api/plain';
import { InputError } from '../errors.ts';

/** An address as a resource names it, and the Secrets that reading it takes. */
export interface AddressedSource {
  readonly place: Source;
  /** Values by Secret and key. */
  readonly secrets: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export type Variables = Readonly<Record<string, string | undefined>>;

/**
 * The source that an address means: `https://…`, `s3://BUCKET/KEY` with the variables of the AWS command line, or
 * `oci://REGISTRY/REPOSITORY:TAG#PATH`.
 *
 * @returns undefined where the text is no address
 * @throws InputError for an address of another kind
 */
export function sourceAddress(text: string, variables: Variables): AddressedSource | undefined {
  const [, scheme, rest = ''] = /^([a-z][a-z0-9+.-]+):\/\/(.*)$/is.exec(text) ?? [];
  switch (scheme?.toLowerCase()) {
    case undefined:
      return undefined;
    case 'http':
    case 'https':
      return { place: { http: { url: text } }, secrets: {} };
    case 's3':
      return s3Address(text, rest, variables);
    case 'oci': {
      const [reference = '', path] = rest.split('#', 2);
      return { place: { oci: { reference, mount: 'pull', ...(path === undefined ? {} : { path }) } }, secrets: {} };
    }
    default:
      throw new InputError(
        `${text}: expected a file, a folder of MLflow, or an address that begins with https://, http://, s3://, oci://, models:/ or runs:/`,
      );
  }
}

function s3Address(text: string, rest: string, variables: Variables): AddressedSource {
  const [, bucket, key] = /^([^/]+)\/(.+)$/s.exec(rest) ?? [];
  if (bucket === undefined || key === undefined) throw new InputError(`expected s3://BUCKET/KEY, got ${text}`);
  const endpoint = variables['AWS_ENDPOINT_URL_S3'] ?? variables['AWS_ENDPOINT_URL'];
  const region = variables['AWS_REGION'] ?? variables['AWS_DEFAULT_REGION'] ?? 'us-east-1';
  const names = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'];
  const values = names.flatMap((name) => {
    const value = ownValue(variables, name);
    return value === undefined || value === '' ? [] : [[name, value] as const];
  });
  const hasKey = values.length >= 2;
  const secretRef = {
    name: 'modelmonitor-s3',
    accessKeyId: 'AWS_ACCESS_KEY_ID',
    secretAccessKey: 'AWS_SECRET_ACCESS_KEY',
    ...(values.length > 2 ? { sessionToken: 'AWS_SESSION_TOKEN' } : {}),
  };
  return {
    place: { s3: { bucket, key, region, ...(endpoint ? { endpoint } : {}), ...(hasKey ? { credentials: { secretRef } } : {}) } },
    secrets: hasKey ? { [secretRef.name]: Object.fromEntries(values) } : {},
  };
}
