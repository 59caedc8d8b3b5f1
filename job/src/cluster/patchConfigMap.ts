import type { ConfigMapPlace } from '../driftArguments.ts';
import { DriftStoreError } from '../errors.ts';
import { type HttpAnswer, HttpFailure, httpAnswer } from '../http/httpAnswer.ts';
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

/** Largest answer that is read: the API server gives the whole ConfigMap back, in base64, with what it keeps of its fields. */
const mostAnswerBytes = 8 * 1024 * 1024;

/** Answers after which another try may do better. */
const passing: readonly number[] = [409, 429, 500, 502, 503, 504];

/**
 * Writes into one ConfigMap by one request: who reads it meets what was there before or all of the patch. A failure that may pass is
 * tried again until the time is over.
 *
 * @throws DriftStoreError saying what has to be mended
 */
export async function patchConfigMap(patch: ConfigMapPatch, options: PatchOptions): Promise<void> {
  const { now, sleep, random, budgetMilliseconds } = options;
  const body = JSON.stringify(patch);
  const end = now() + budgetMilliseconds;
  for (let pause = firstPause; ; pause = Math.min(2 * pause, longestPause)) {
    const outcome = await tried(body, options, Math.max(1, Math.min(requestMilliseconds, end - now())));
    if (outcome === 'done') return;
    // Half of the pause is by chance: the checks of many monitors start at the same minute.
    const wait = Math.max(pause * (0.5 + random() / 2), (outcome.retryAfterSeconds ?? 0) * 1000);
    if (now() + wait >= end)
      throw new DriftStoreError(
        `${named(options)} could not be written within ${budgetMilliseconds / 1000} s: the API server: ${outcome.reason}`,
      );
    await sleep(wait);
  }
}

/** A try that failed in a way that may pass. */
interface Passing {
  readonly reason: string;
  readonly retryAfterSeconds: number | undefined;
}

async function tried(body: string, options: PatchOptions, timeoutMilliseconds: number): Promise<'done' | Passing> {
  const answer = await send(body, options, timeoutMilliseconds);
  if (answer instanceof HttpFailure) return { reason: answer.message, retryAfterSeconds: undefined };
  const { status, retryAfterSeconds } = answer;
  if (status >= 200 && status < 300) return 'done';
  if (passing.includes(status)) return { reason: `it answered ${status}${said(answer)}`, retryAfterSeconds };
  throw new DriftStoreError(`${named(options)} was not written: ${mending(answer, options)}${said(answer)}`);
}

/** @throws DriftStoreError for a failure that will not pass: a certificate of another authority, or no token */
async function send(body: string, { server, place }: PatchOptions, timeoutMilliseconds: number): Promise<HttpAnswer | HttpFailure> {
  const { token, authorities } = await server.credentials();
  const { namespace, name } = place;
  try {
    return await httpAnswer({
      method: 'PATCH',
      host: server.host,
      port: server.port,
      path: `/api/v1/namespaces/${namespace}/configmaps/${name}?fieldManager=modelmonitor-drift`,
      headers: {
        Accept: 'application/json',
        Authorization: `Bearer ${token}`,
        'Content-Type': 'application/merge-patch+json',
        'Content-Length': String(Buffer.byteLength(body)),
        'User-Agent': 'modelmonitor-drift',
      },
      body,
      authorities,
      timeoutMilliseconds,
      mostBytes: mostAnswerBytes,
    });
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error;
    if (error.fault !== 'unusable') return error;
    throw new DriftStoreError(`${named({ place })} was not written: the API server at ${server.host}: ${error.message}`, { cause: error });
  }
}

function named({ place: { namespace, name } }: Pick<PatchOptions, 'place'>): string {
  return `ConfigMap ${namespace}/${name}`;
}

/** What somebody has to do about an answer. */
function mending({ status }: HttpAnswer, { place }: PatchOptions): string {
  if (status === 401) return `the API server does not know the token in ${place.serviceAccountDirectory} (401)`;
  if (status === 403) return "the Role of the drift job's ServiceAccount has to allow it to patch this ConfigMap (403)";
  if (status === 404) return 'it is not there, and only the operator makes it (404)';
  if (status === 413) return 'it is too large for the API server (413)';
  if (status === 422) return 'the API server finds it invalid (422)';
  return `the API server answered ${status}`;
}

/** The message of a Status object, cut. */
function said({ body }: HttpAnswer): string {
  try {
    const { message } = JSON.parse(body.toString('utf8')) as { message?: unknown };
    return typeof message === 'string' && message !== '' ? `: ${message.slice(0, 300)}` : '';
  } catch {
    return '';
  }
}
