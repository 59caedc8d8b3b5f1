import { Agent, type RequestOptions, request } from 'node:https';

/** How a client authenticates. */
type Credentials = { readonly certificate: string; readonly key: string } | { readonly token: string } | Record<string, never>;

export interface ApiClientOptions {
  readonly url: string;
  /** PEM. */
  readonly certificateAuthority: string;
  readonly credentials: Credentials;
}

/** A response of the API server; the body is the object, or the text when it was not JSON. */
interface ApiResponse<Body = ApiObject> {
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

/** A client of the API server for tests: one request per call, unchanged JSON, an error only without a response. */
export interface ApiClient {
  request<Body = ApiObject>(method: string, path: string, options?: ApiRequest): Promise<ApiResponse<Body>>;
  get<Body = ApiObject>(path: string): Promise<ApiResponse<Body>>;
  post<Body = ApiObject>(path: string, body: unknown): Promise<ApiResponse<Body>>;
  put<Body = ApiObject>(path: string, body: unknown): Promise<ApiResponse<Body>>;
  /** A merge patch (RFC 7396), unless another type is given. */
  patch<Body = ApiObject>(path: string, body: unknown, contentType?: string): Promise<ApiResponse<Body>>;
  delete<Body = ApiObject>(path: string): Promise<ApiResponse<Body>>;
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
  const send = async <Body>(method: string, path: string, { body, contentType = 'application/json' }: ApiRequest = {}) => {
    const content = body === undefined ? {} : { 'Content-Type': contentType };
    const headers = { Accept: 'application/json, */*;q=0.5', ...authorization, ...content };
    return responseTo<Body>(new URL(path, url), { method, agent, headers }, body === undefined ? '' : JSON.stringify(body));
  };
  return {
    request: send,
    get: (path) => send('GET', path),
    post: (path, body) => send('POST', path, { body }),
    put: (path, body) => send('PUT', path, { body }),
    patch: (path, body, contentType = 'application/merge-patch+json') => send('PATCH', path, { body, contentType }),
    delete: (path) => send('DELETE', path),
    close: () => agent.destroy(),
  };
}

function responseTo<Body>(url: URL, options: RequestOptions, body: string): Promise<ApiResponse<Body>> {
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
