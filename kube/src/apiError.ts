import { HttpError, type HttpErrorKind } from '@modelmonitor/http';
import { ApiError, type ApiErrorKind } from './errors.ts';

/** The fields of a Kubernetes `Status` that describe a failure. */
interface StatusBody {
  readonly kind?: unknown;
  readonly message?: unknown;
  readonly code?: unknown;
  readonly details?: { readonly retryAfterSeconds?: unknown; readonly causes?: readonly { readonly reason?: unknown }[] };
}

const kindOfStatus: Readonly<Record<number, ApiErrorKind>> = {
  401: 'forbidden',
  403: 'forbidden',
  404: 'notFound',
  409: 'conflict',
  410: 'gone',
  429: 'throttled',
};

/** A server-side apply of a field that is not in the schema is answered with 500; a retry changes nothing. */
const refusedPatch = /failed to create typed (patch|live) object/;

/** The error of a response that is not a success. */
export function apiError(status: number, body: unknown, retryAfter?: number | undefined): ApiError {
  const { message, details } = (typeof body === 'object' && body !== null ? body : {}) as StatusBody;
  const text = typeof message === 'string' && message !== '' ? message : `the API server responded with ${status}`;
  const isTerminating = Array.isArray(details?.causes) && details.causes.some((cause) => cause?.reason === 'NamespaceTerminating');
  const kind = isTerminating
    ? 'terminating'
    : status >= 500
      ? refusedPatch.test(text)
        ? 'refused'
        : 'server'
      : (kindOfStatus[status] ?? 'refused');
  const seconds = Number(retryAfter ?? details?.retryAfterSeconds ?? Number.NaN);
  return new ApiError(text, { kind, status, ...(seconds >= 0 ? { retryAfterSeconds: seconds } : {}) });
}

/** The error of a `Status` inside a watch. */
export function streamError(body: unknown): ApiError {
  const { code } = (typeof body === 'object' && body !== null ? body : {}) as StatusBody;
  return apiError(typeof code === 'number' ? code : 500, body);
}

/** Failures that a retry would repeat. */
const lasting: readonly HttpErrorKind[] = ['redirect', 'tooLarge', 'invalid'];

/** The error of a request without a usable response. */
export function unreachable(cause: unknown): ApiError {
  const kind = cause instanceof HttpError && lasting.includes(cause.kind) ? 'refused' : 'unreachable';
  return new ApiError(`no usable response from the API server: ${(cause as Error).message || String(cause)}`, { kind, cause });
}
