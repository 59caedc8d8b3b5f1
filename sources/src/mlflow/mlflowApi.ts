import { errorText } from '@modelmonitor/api/plain';
import { type HttpClient, HttpError, type HttpResponse } from '@modelmonitor/http';
import { SourceError, type SourceErrorOptions } from '../errors.ts';

/** A tracking server, and what it is reached with. */
export interface MlflowServer {
  /** Address of the server, with the path it is behind, such as https://mlflow.example.org/team. */
  readonly trackingURI: string;
  /** Headers with credentials; none where `http` adds them. */
  readonly credentials?: Readonly<Record<string, string>> | undefined;
  readonly http: Pick<HttpClient, 'send'>;
  readonly signal?: AbortSignal | undefined;
  /** Starts the measurement of one request; the result ends it. */
  readonly measure?: (() => (succeeded: boolean) => void) | undefined;
}

interface MlflowRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH';
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as JSON; a text as it is. */
  readonly body?: unknown;
  readonly mostBytes?: number;
}

/** Requests to one tracking server. */
export interface MlflowApi {
  /** The address of the server, for people. */
  readonly place: string;
  /** A JSON response of the REST API. @param path below /api/2.0/mlflow/ @throws MlflowError */
  json(path: string, request?: MlflowRequest): Promise<Readonly<Record<string, unknown>>>;
  /** A response of the artifact proxy. @param path below /api/2.0/mlflow-artifacts/artifacts @throws MlflowError */
  artifact(path: string, request?: MlflowRequest): Promise<HttpResponse>;
}

/** A tracking server gave no usable response. */
export class MlflowError extends SourceError {
  /** The server's own word, such as RESOURCE_DOES_NOT_EXIST; undefined where it gave none. */
  readonly code: string | undefined;

  constructor(message: string, { code, ...options }: SourceErrorOptions & { code?: string | undefined } = {}) {
    super(message, options);
    this.code = code;
  }
}

/** Time for a response of the REST API, and for one with a file, in milliseconds. */
const [jsonMilliseconds, fileMilliseconds] = [30_000, 300_000];

/** Largest response of the REST API, in bytes. */
const mostJsonBytes = 8 * 1024 * 1024;

/** @throws SourceError when the address is none */
export function createMlflowApi(server: MlflowServer): MlflowApi {
  const { origin, path: base } = baseOf(server.trackingURI);
  const place = `MLflow at ${origin}${base}`;
  const send = async (
    path: string,
    { method = 'GET', query = {}, body, mostBytes = mostJsonBytes }: MlflowRequest,
    milliseconds: number,
  ) => {
    const text = new URLSearchParams(query).toString();
    const end = server.measure?.();
    try {
      const response = await server.http.send({
        method,
        origin,
        path: `${base}/api/2.0/${path}${text === '' ? '' : `?${text}`}`,
        headers: {
          accept: '*/*',
          ...server.credentials,
          ...(body === undefined ? {} : { 'content-type': typeof body === 'string' ? 'application/octet-stream' : 'application/json' }),
        },
        body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
        signal: server.signal,
        deadlineMilliseconds: milliseconds,
        mostBytes,
      });
      // A server that knows no such model works.
      end?.(response.status < 500 && response.status !== 401 && response.status !== 403);
      if (response.status >= 300) throw statusError(place, response);
      return response;
    } catch (cause) {
      // What is no response of the server: the network failed, or whatever retries gave up.
      if (!(cause instanceof MlflowError)) end?.(false);
      if (!(cause instanceof HttpError)) throw cause;
      throw new MlflowError(`${place}: ${cause.message}${connectionAdvice(cause)}`, { cause });
    }
  };
  return {
    place,
    json: async (path, request = {}) => parseJson(place, await send(`mlflow/${path}`, request, jsonMilliseconds)),
    artifact: (path, request = {}) => send(`mlflow-artifacts/artifacts${path}`, request, fileMilliseconds),
  };
}

function baseOf(trackingURI: string): { origin: string; path: string } {
  const url = URL.canParse(trackingURI) ? new URL(trackingURI) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol) || url.username !== '' || url.password !== '')
    throw new SourceError(
      `expected the address of an MLflow tracking server, such as http://mlflow.example.org:5000, without user and password, got ${url === undefined ? trackingURI : `${url.protocol}//${url.host}`}`,
    );
  return { origin: url.origin, path: url.pathname.replace(/\/+$/, '') };
}

function parseJson(place: string, { headers, body, status }: HttpResponse): Readonly<Record<string, unknown>> {
  const type = headers['content-type'] ?? 'no content type';
  if (!isJson(type))
    throw new MlflowError(
      `${place}: expected JSON, got ${type}: is this the address of a tracking server, or is there a login page in front of it?`,
      { status },
    );
  try {
    return JSON.parse(body.toString('utf8')) as Readonly<Record<string, unknown>>;
  } catch (cause) {
    throw new MlflowError(`${place}: expected JSON, got broken JSON: ${errorText(cause)}`, { status, cause });
  }
}

function isJson(contentType: string): boolean {
  return /^application\/json\b/i.test(contentType);
}

const credentialsAdvice =
  'credentials go into source.mlflow.auth, for the command line into MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN';

function statusError(place: string, { status, headers, body }: HttpResponse): MlflowError {
  const { error_code: code, message } = isJson(headers['content-type'] ?? '') ? errorBody(body) : {};
  const said = message ?? body.subarray(0, longestText).toString('utf8').split('\n')[0]?.trim() ?? '';
  const options = { status, code };
  if (status === 403 && said.startsWith('Invalid Host header'))
    return new MlflowError(
      `${place}: it refuses requests for this host name: start it with --allowed-hosts (or MLFLOW_SERVER_ALLOWED_HOSTS) and the names of its Service, such as mlflow.team.svc.cluster.local:5000`,
      options,
    );
  if (status === 401)
    return new MlflowError(`${place}: it answered 401, user, password or token are missing or wrong: ${credentialsAdvice}`, options);
  if (status === 403)
    return new MlflowError(
      `${place}: it answered 403, this user has no permission${said === '' ? '' : ` (${clip(said)})`}: grant READ on the model, EDIT to log to it`,
      options,
    );
  const about = isJson(headers['content-type'] ?? '') && said !== '' ? clip(said) : (headers['content-type'] ?? 'no content type');
  return new MlflowError(`${place}: it answered ${status}: ${about}`, options);
}

const longestText = 300;

function clip(text: string): string {
  return text.length > longestText ? `${text.slice(0, longestText)}…` : text;
}

function errorBody(body: Buffer): { error_code?: string; message?: string } {
  try {
    const { error_code, message } = JSON.parse(body.toString('utf8')) as Record<string, unknown>;
    return { ...(typeof error_code === 'string' ? { error_code } : {}), ...(typeof message === 'string' ? { message } : {}) };
  } catch {
    return {};
  }
}

function connectionAdvice({ kind }: HttpError): string {
  if (kind === 'redirect') return '; name the address it points to as tracking URI';
  if (kind === 'untrusted') return '; name a CA bundle that the certificate is signed by';
  if (kind === 'refused' || kind === 'unreachable') return '; is it running, and is the tracking URI right?';
  return '';
}
