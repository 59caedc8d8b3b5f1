import { createHttpClient, HttpError, type HttpErrorKind, type HttpResponse, retryAfterSeconds } from '@modelmonitor/http';
import type { ConfigMapPlace } from '../driftArguments.ts';
import { DriftStoreError } from '../errors.ts';
import { hostAndPortText } from '../hostAndPort.ts';
import type { ApiServer } from './apiServer.ts';
import type { ConfigMapPatch } from './configMapPatch.ts';

export interface PatchOptions {
  readonly place: ConfigMapPlace;
  readonly server: ApiServer;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** A number in [0, 1). */
  readonly random: () => number;
  /** Time for all tries, in milliseconds. */
  readonly budgetMilliseconds: number;
}

/** Time for one try, in milliseconds. */
const requestMilliseconds = 15_000;

/** Pauses between tries double from the first up to the longest, in milliseconds. */
const [firstPause, longestPause] = [500, 8000];

/** Largest response that is read: the API server returns the whole ConfigMap, in base64, with what it keeps of its fields. */
const mostResponseBytes = 8 * 1024 * 1024;

/** Statuses after which another try may succeed. */
const passingStatuses: readonly number[] = [409, 429, 500, 502, 503, 504];

/** Failures after which another try may succeed. */
const passingKinds: readonly HttpErrorKind[] = ['refused', 'unreachable', 'reset', 'malformed', 'timeout'];

/**
 * Writes into one ConfigMap by one request: a reader finds what was there before or all of the patch. A failure that may pass is tried again
 * until the time is over.
 *
 * @throws DriftStoreError that names what has to be fixed
 */
export async function patchConfigMap(patch: ConfigMapPatch, options: PatchOptions): Promise<void> {
  const { now, sleep, random, budgetMilliseconds } = options;
  const body = JSON.stringify(patch);
  const end = now() + budgetMilliseconds;
  for (let pause = firstPause; ; pause = Math.min(2 * pause, longestPause)) {
    const outcome = await tryOnce(body, options, Math.max(1, Math.min(requestMilliseconds, end - now())));
    if (outcome === 'done') return;
    // Half of the pause is by chance: the checks of many monitors start at the same minute.
    const wait = Math.max(pause * (0.5 + random() / 2), (outcome.retryAfterSeconds ?? 0) * 1000);
    if (now() + wait >= end)
      throw new DriftStoreError(
        `${configMapText(options)} could not be written within ${budgetMilliseconds / 1000} s: the API server: ${outcome.reason}`,
      );
    await sleep(wait);
  }
}

/** A try that failed in a way that may pass. */
interface Passing {
  readonly reason: string;
  readonly retryAfterSeconds: number | undefined;
}

async function tryOnce(body: string, options: PatchOptions, deadlineMilliseconds: number): Promise<'done' | Passing> {
  const response = await send(body, options, deadlineMilliseconds);
  if (response instanceof HttpError) return { reason: response.message, retryAfterSeconds: undefined };
  const { status, headers } = response;
  if (status >= 200 && status < 300) return 'done';
  const reason = `it answered ${status}${statusMessage(response)}`;
  if (passingStatuses.includes(status)) return { reason, retryAfterSeconds: retryAfterSeconds(headers) };
  throw new DriftStoreError(`${configMapText(options)} was not written: ${remediation(response, options)}${statusMessage(response)}`);
}

/** @throws DriftStoreError for a failure that will not pass: a certificate of another authority, or no token */
async function send(body: string, { server, place }: PatchOptions, deadlineMilliseconds: number): Promise<HttpResponse | HttpError> {
  const { token, authorities } = await server.credentials();
  // The authorities may have changed since the last try.
  const client = createHttpClient({ tls: { ca: authorities }, keepAlive: false });
  const { namespace, name } = place;
  try {
    return await client.send({
      method: 'PATCH',
      origin: `https://${hostAndPortText(server)}`,
      path: `/api/v1/namespaces/${namespace}/configmaps/${name}?fieldManager=modelmonitor-drift`,
      headers: {
        Accept: 'application/json',
        Authorization: `Bearer ${token}`,
        'Content-Type': 'application/merge-patch+json',
        'User-Agent': 'modelmonitor-drift',
      },
      body,
      deadlineMilliseconds,
      mostBytes: mostResponseBytes,
    });
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    if (passingKinds.includes(error.kind)) return error;
    throw new DriftStoreError(`${configMapText({ place })} was not written: the API server at ${server.host}: ${error.message}`, {
      cause: error,
    });
  } finally {
    await client.close();
  }
}

function configMapText({ place: { namespace, name } }: Pick<PatchOptions, 'place'>): string {
  return `ConfigMap ${namespace}/${name}`;
}

/** The cause of a status, and what to do about it. */
function remediation({ status }: HttpResponse, { place }: PatchOptions): string {
  if (status === 401) return `the API server does not know the token in ${place.serviceAccountDirectory} (401)`;
  if (status === 403) return "the Role of the drift job's ServiceAccount has to allow it to patch this ConfigMap (403)";
  if (status === 404) return 'it does not exist, and only the operator creates it (404)';
  if (status === 413) return 'it is too large for the API server (413)';
  if (status === 422) return 'the API server finds it invalid (422)';
  return `the API server answered ${status}`;
}

/** The message of a Status object, cut. */
function statusMessage({ body }: HttpResponse): string {
  try {
    const { message } = JSON.parse(body.toString('utf8')) as { message?: unknown };
    return typeof message === 'string' && message !== '' ? `: ${message.slice(0, 300)}` : '';
  } catch {
    return '';
  }
}
