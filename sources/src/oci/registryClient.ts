import { SourceError } from '../errors.ts';
import type { Download, Downloaded, DownloadRequest } from '../http/download.ts';
import { urlForPeople } from '../http/download.ts';

export interface RegistryOptions {
  readonly download: Download;
  readonly origin: string;
  readonly repository: string;
  readonly ca: string | undefined;
  /** `user:password` in base64; undefined for anonymous requests. */
  readonly basic: string | undefined;
}

/** Sends a request to a registry, and authenticates as the registry requires. */
export type RegistryRequest = (path: string, request: Pick<DownloadRequest, 'headers' | 'mostBytes' | 'expects'>) => Promise<Downloaded>;

/** Requests to one repository; the token that a registry gives is used for all of them. */
export function createRegistryRequest(options: RegistryOptions): RegistryRequest {
  const { download, origin, repository, ca } = options;
  let authorization: string | undefined;
  return async (path, request) => {
    const url = `${origin}/v2/${repository}${path}`;
    const send = () =>
      download({
        ...request,
        url,
        ca,
        credentials: () => (authorization === undefined ? {} : { Authorization: authorization }),
        expects: (status) => (status === 401 && authorization === undefined) || request.expects?.(status) === true,
      });
    const response = await send();
    if (response.status !== 401) return response;
    authorization = await authorizationFor(response.headers['www-authenticate'], options);
    return send();
  };
}

/** Largest response with a token, in bytes. */
const mostTokenBytes = 256 * 1024;

async function authorizationFor(
  challenge: string | undefined,
  { download, origin, repository, ca, basic }: RegistryOptions,
): Promise<string> {
  const refusal = (happened: string) =>
    new SourceError(`${origin}: the registry answered 401 for ${repository}: ${happened}`, { status: 401 });
  const [, scheme = '', rest = ''] = /^\s*(Basic|Bearer)\s+(.*)$/is.exec(challenge ?? '') ?? [];
  const credentials = basic === undefined ? undefined : `Basic ${basic}`;
  if (scheme.toLowerCase() === 'basic') {
    if (credentials === undefined) throw refusal('it expects credentials, and pullSecret is absent or has none for it');
    return credentials;
  }
  const parameters = new Map([...rest.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name.toLowerCase(), value]));
  const realm = URL.parse(parameters.get('realm') ?? '');
  if (realm === null || (realm.protocol !== 'https:' && realm.protocol !== new URL(origin).protocol))
    throw refusal('it names no address for tokens');
  const service = parameters.get('service');
  if (service !== undefined) realm.searchParams.set('service', service);
  realm.searchParams.set('scope', `repository:${repository}:pull`);
  const { body } = await download({
    url: realm.href,
    ca,
    mostBytes: mostTokenBytes,
    credentials: () => (credentials === undefined ? {} : { Authorization: credentials }),
  });
  const token = tokenFrom(body);
  if (token === undefined) throw refusal(`${urlForPeople(realm)} gave no token`);
  return `Bearer ${token}`;
}

function tokenFrom(body: Buffer): string | undefined {
  try {
    const { token, access_token: accessToken } = JSON.parse(body.toString('utf8')) as Readonly<Record<string, unknown>>;
    return [token, accessToken].find((text) => typeof text === 'string' && /^[\x21-\x7e]+$/.test(text)) as string | undefined;
  } catch {
    return undefined;
  }
}
