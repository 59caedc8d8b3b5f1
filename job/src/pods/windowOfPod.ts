import { readFile } from 'node:fs/promises';
import { errorCode, podWindowPath } from '@modelmonitor/api/plain';
import { type HttpClient, HttpError, type HttpErrorKind, type HttpResponse, retryAfterSeconds } from '@modelmonitor/http';
import type { Window } from '@modelmonitor/tables';
import { decodeWindow, WindowFileError } from '@modelmonitor/tables/window';
import { DriftPodsError } from '../errors.ts';
import { hostAndPortText } from '../hostAndPort.ts';
import type { Pod } from './podsOf.ts';

export interface WindowOfPodOptions {
  readonly client: HttpClient;
  /** File with the token; read for every request, since a kubelet renews it. */
  readonly tokenFile: string;
  /** Time for one request, in milliseconds. */
  readonly timeoutMilliseconds: number;
  /** Largest window that is taken, in bytes. */
  readonly mostBytes: number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** How long to wait before the one other try, in milliseconds, where the pod does not say; and at most, where it does. */
const [usualPause, longestPause] = [500, 5000];

/** Statuses after which another try may succeed: too many at a time, not ready. */
const busy: readonly number[] = [429, 503];

/**
 * The window of one pod, or why it gave none: put behind the pod's address, and without a part of the token.
 *
 * @throws DriftPodsError when the token cannot be read, which fails for every pod
 */
export async function windowOfPod(pod: Pod, options: WindowOfPodOptions): Promise<Window | string> {
  try {
    const response = await requestTwice(pod, options);
    return response.status === 200 ? windowOf(response) : refusalText(response.status);
  } catch (error) {
    if (error instanceof HttpError) return error.message;
    throw error;
  }
}

/** Failures that may pass; a response that took too long would take as long again. */
const passing: readonly HttpErrorKind[] = ['refused', 'unreachable', 'reset', 'malformed'];

async function requestTwice(pod: Pod, options: WindowOfPodOptions): Promise<HttpResponse> {
  const first = await request(pod, options).catch((error: unknown) => {
    if (error instanceof HttpError && passing.includes(error.kind)) return error;
    throw error;
  });
  if (!(first instanceof HttpError) && !busy.includes(first.status)) return first;
  const requested = first instanceof HttpError ? undefined : retryAfterSeconds(first.headers);
  await options.sleep(requested === undefined ? usualPause : Math.min(requested * 1000, longestPause));
  return request(pod, options);
}

async function request(pod: Pod, { client, tokenFile, timeoutMilliseconds, mostBytes }: WindowOfPodOptions): Promise<HttpResponse> {
  return client.send({
    method: 'GET',
    origin: `http://${hostAndPortText(pod)}`,
    path: podWindowPath,
    headers: { Authorization: `Bearer ${await tokenFrom(tokenFile)}` },
    deadlineMilliseconds: timeoutMilliseconds,
    mostBytes,
  });
}

async function tokenFrom(tokenFile: string): Promise<string> {
  const text = await readFile(tokenFile, 'utf8').catch((cause: unknown) => {
    throw new DriftPodsError(`the token for the pods, ${tokenFile}, cannot be read (${errorCode(cause)})`, { cause });
  });
  const token = text.trim();
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new DriftPodsError(`the token for the pods, ${tokenFile}, has to be one word, got something else`);
}

function windowOf({ body }: HttpResponse): Window | string {
  try {
    return decodeWindow(body);
  } catch (error) {
    if (error instanceof WindowFileError) return `its window cannot be read: ${error.message}`;
    throw error;
  }
}

function refusalText(status: number): string {
  return status === 401 ? 'it refused the token of the drift job (401)' : `it answered ${status}`;
}
