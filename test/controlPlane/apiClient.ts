import { Agent, type RequestOptions, request } from 'node:https';

/** How a client proves who it is. */
type Credentials = { readonly certificate: string; readonly key: string } | { readonly token: string } | Record<string, never>;

export interface ApiClientOptions {
  readonly url: string;
  /** PEM. */
  readonly certificateAuthority: string;
  readonly credentials: Credentials;
}

/** An answer of the API server; the body is the object that was sent, or the text when it was no JSON. */
interface ApiAnswer<Body = ApiObject> {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Body;
}

/** Any object of the API. */
interface ApiObject {
  readonly kind?: string;
  readonly metadata?: {
    readonly name?: string;
    readonly namespace?: string;
    readonly uid?: string;
    readonly resourceVersion?: string;
    readonly generation?: number;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly [field: string]: unknown;
  };
  readonly message?: string;
  readonly [field: string]: unknown;
}

interface ApiRequest {
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly contentType?: string;
}

/** A client of the API server for tests: one request each, JSON as it stands, no answer is an error. */
export interface ApiClient {
  request<Body = ApiObject>(method: string, path: string, options?: ApiRequest): Promise<ApiAnswer<Body>>;
  get<Body = ApiObject>(path: string): Promise<ApiAnswer<Body>>;
  post<Body = ApiObject>(path: string, body: unknown): Promise<ApiAnswer<Body>>;
  put<Body = ApiObject>(path: string, body: unknown): Promise<ApiAnswer<Body>>;
  /** A merge patch (RFC 7396), where no other type is given. */
  patch<Body = ApiObject>(path: string, body: unknown, contentType?: string): Promise<ApiAnswer<Body>>;
  delete<Body = ApiObject>(path: string): Promise<ApiAnswer<Body>>;
  /** Closes its connections. */
  close(): void;
}

export function createApiClient({ url, certificateAuthority, credentials }: ApiClientOptions): ApiClient {
  const agent = new Agent({
    keepAlive: true,
    ca: certificateAuthority,
    ...('certificate' in credentials ? { cert: credentials.certificate, key: credentials.key } : {}),
  });
  const authorization = 'token' in credentials ? { Authorization: `Bearer ${credentials.token}` } : {};
  const ask = async <Body>(method: string, path: string, { body, contentType = 'application/json' }: ApiRequest = {}) => {
    const content = body === undefined ? {} : { 'Content-Type': contentType };
    const headers = { Accept: 'application/json, */*;q=0.5', ...authorization, ...content };
    return answerTo<Body>(new URL(path, url), { method, agent, headers }, body === undefined ? '' : JSON.stringify(body));
  };
  return {
    request: ask,
    get: (path) => ask('GET', path),
    post: (path, body) => ask('POST', path, { body }),
    put: (path, body) => ask('PUT', path, { body }),
    patch: (path, body, contentType = 'application/merge-patch+json') => ask('PATCH', path, { body, contentType }),
    delete: (path) => ask('DELETE', path),
    close: () => agent.destroy(),
  };
}

function answerTo<Body>(url: URL, options: RequestOptions, body: string): Promise<ApiAnswer<Body>> {
  return new Promise((resolve, reject) => {
    const sent = request(url, options, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part)).on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(parts).toString('utf8');
        const isJson = response.headers['content-type']?.includes('json') === true;
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: (isJson ? JSON.parse(text) : text) as Body });
      });
    });
    sent.on('error', reject).end(body);
  });
}
