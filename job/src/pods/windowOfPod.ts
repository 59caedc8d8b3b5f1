import { readFile } from 'node:fs/promises';
import { errorCode, podWindowPath } from '@modelmonitor/api/plain';
import type { Window } from '@modelmonitor/tables';
import { decodeWindow, WindowFileError } from '@modelmonitor/tables';
import { DriftPodsError } from '../errors.ts';
import { type HttpAnswer, HttpFailure, httpAnswer } from '../http/httpAnswer.ts';
import type { Pod } from './podsOf.ts';

export interface WindowOfPodOptions {
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

/** Answers after which another try may do better: too many at a time, not ready. */
const busy: readonly number[] = [429, 503];

/**
 * The window of one pod, or why it gave none: put behind the pod's address, and without a part of the token.
 *
 * @throws DriftPodsError when the token cannot be read, which no other pod would make good
 */
export async function windowOfPod(pod: Pod, options: WindowOfPodOptions): Promise<Window | string> {
  try {
    const answer = await askedTwice(pod, options);
    return answer.status === 200 ? windowOf(answer) : refusalText(answer.status);
  } catch (error) {
    if (error instanceof HttpFailure) return error.message;
    throw error;
  }
}

async function askedTwice(pod: Pod, options: WindowOfPodOptions): Promise<HttpAnswer> {
  const first = await ask(pod, options).catch((error: unknown) => {
    if (error instanceof HttpFailure && error.fault === 'connection') return error;
    throw error;
  });
  if (!(first instanceof HttpFailure) && !busy.includes(first.status)) return first;
  const wanted = first instanceof HttpFailure ? undefined : first.retryAfterSeconds;
  await options.sleep(wanted === undefined ? usualPause : Math.min(wanted * 1000, longestPause));
  return ask(pod, options);
}

async function ask({ host, port }: Pod, { tokenFile, timeoutMilliseconds, mostBytes }: WindowOfPodOptions): Promise<HttpAnswer> {
  const headers = { Authorization: `Bearer ${await tokenFrom(tokenFile)}` };
  return httpAnswer({ method: 'GET', host, port, path: podWindowPath, headers, timeoutMilliseconds, mostBytes });
}

async function tokenFrom(tokenFile: string): Promise<string> {
  const text = await readFile(tokenFile, 'utf8').catch((cause: unknown) => {
    throw new DriftPodsError(`the token for the pods, ${tokenFile}, cannot be read (${errorCode(cause)})`, { cause });
  });
  const token = text.trim();
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new DriftPodsError(`the token for the pods, ${tokenFile}, has to be one word, got something else`);
}

function windowOf({ body }: HttpAnswer): Window | string {
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
