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
 * The source that an address means: `https://…`, `s3://BUCKET/KEY` with the variables of the AWS command line,
 * `oci://REGISTRY/REPOSITORY:TAG#PATH` with DOCKER_AUTH_CONFIG, or `hf://ORG/REPO/FILE@REVISION` with HF_TOKEN.
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
    case 'oci':
      return ociAddress(rest, variables);
    case 'hf':
      return huggingFaceAddress(text, rest, variables);
    default:
      throw new InputError(
        `${text}: expected a file, a folder of MLflow, or an address that begins with https://, http://, s3://, oci://, hf://, models:/ or runs:/`,
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

function ociAddress(rest: string, variables: Variables): AddressedSource {
  const [reference = '', path] = rest.split('#', 2);
  const config = ownValue(variables, 'DOCKER_AUTH_CONFIG') ?? '';
  const secretRef = { name: 'modelmonitor-registry', key: '.dockerconfigjson' };
  return {
    place: {
      oci: {
        reference,
        mount: 'pull',
        ...(path === undefined ? {} : { path }),
        // As other programs do: a registry on this machine has no certificate.
        ...(/^(localhost|127\.0\.0\.1)(:|\/)/.test(reference) ? { plainHttp: true } : {}),
        ...(config === '' ? {} : { pullSecret: { secretRef } }),
      },
    },
    secrets: config === '' ? {} : { [secretRef.name]: { [secretRef.key]: config } },
  };
}

function huggingFaceAddress(text: string, rest: string, variables: Variables): AddressedSource {
  const [, owner, repository, path, revision = 'main'] = /^([^/@]+)\/([^/@]+)\/([^@]+)(?:@(.+))?$/.exec(rest) ?? [];
  if (path === undefined) throw new InputError(`expected hf://ORG/REPO/FILE or hf://ORG/REPO/FILE@REVISION, got ${text}`);
  const host = (ownValue(variables, 'HF_ENDPOINT') || 'https://huggingface.co').replace(/\/$/, '');
  const file = path.split('/').map(encodeURIComponent).join('/');
  const token = ownValue(variables, 'HF_TOKEN') ?? '';
  const secretRef = { name: 'modelmonitor-huggingface', key: 'token' };
  return {
    place: {
      http: {
        url: `${host}/${owner}/${repository}/resolve/${encodeURIComponent(revision)}/${file}`,
        ...(token === '' ? {} : { auth: { bearer: { secretRef } } }),
      },
    },
    secrets: token === '' ? {} : { [secretRef.name]: { [secretRef.key]: token } },
  };
}
