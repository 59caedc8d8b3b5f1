import type { Context, Middleware } from 'koa';
import type { RefusedRow } from '../contract/refusedRow.ts';
import { ProblemError, type ProblemKind, problemDetails, problemKinds } from '../problem.ts';
import type { RecentTraffic } from '../telemetry/recentTraffic.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';

export interface ExchangeOptions {
  readonly telemetry: Telemetry;
  /** Figures of the last minutes, for the page. */
  readonly recent: RecentTraffic;
  /** Seconds of a clock that never goes back. */
  readonly monotonicSeconds: () => number;
  /** Latency, in seconds, above which a prediction request breaches the service level. */
  readonly slaSeconds: () => number;
  /** Takes the rows of a prediction request that were refused for unseen categories. */
  readonly takeRefused: (rows: readonly RefusedRow[]) => void;
  /** Logs errors of the server. */
  readonly logError: (message: string, error: unknown) => void;
}

/** Refusals with status 5xx that are no failure of the server: their cause is known and already reported. */
const reported: readonly ProblemKind[] = ['not_loaded', 'no_reports', 'not_explainable'];

const clientClosed = problemKinds.client_closed.status;

/** Paths of prediction requests. */
const predictionPath = /^\/(predict(\/batch)?|v2\/models\/[^/]+(\/versions\/[^/]+)?\/infer)$/;

/** The outermost middleware: measures and counts every exchange, and answers thrown errors as problem details. */
export function exchange({ telemetry, recent, monotonicSeconds, slaSeconds, takeRefused, logError }: ExchangeOptions): Middleware {
  return async (context, next) => {
    const start = monotonicSeconds();
    withoutTrailingSlash(context);
    const predicting = context.method === 'POST' && predictionPath.test(context.path);
    try {
      await next();
    } catch (thrown) {
      const error = asProblem(thrown);
      if (error.status >= 500 && !reported.includes(error.kind)) logError(`${context.method} ${context.path} failed`, thrown);
      if (predicting) telemetry.countRefusal(error.kind);
      if (predicting && error.refusedRows.length > 0) takeRefused(error.refusedRows);
      const details = problemDetails(error);
      context.status = error.status;
      context.set(error.headers);
      // The Open Inference Protocol expects the message under `error`; problem details allow additional members.
      context.body = context.path.startsWith('/v2') ? { ...details, error: details.detail } : details;
      context.type = 'application/problem+json';
    }
    const seconds = monotonicSeconds() - start;
    // A client that left is no failure, and how long it took to leave is no latency.
    if (predicting && context.status !== clientClosed) {
      recent.add({ seconds, failed: context.status >= 400 });
      if (seconds > slaSeconds()) telemetry.tallies.slaBreaches.add([]);
    }
    telemetry.countExchange({
      method: methodLabel(context.method),
      route: routeOf(context['_matchedRoute']),
      status: context.status,
      seconds,
    });
  };
}

/** Every route is served with a slash at its end too; the page at /docs/ has relative addresses and redirects by itself. */
function withoutTrailingSlash(context: Context): void {
  const { path } = context;
  if (path.length > 1 && path.endsWith('/') && path !== '/docs/') context.path = path.replace(/\/+$/, '') || '/';
}

function asProblem(thrown: unknown): ProblemError {
  return thrown instanceof ProblemError ? thrown : new ProblemError('internal', 'unexpected error', { cause: thrown });
}

/** The method as a label value: an arbitrary method of a client must not create a series. */
function methodLabel(method: string): string {
  return ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'].includes(method) ? method : 'other';
}

function routeOf(matched: unknown): string {
  return typeof matched === 'string' ? matched : 'unmatched';
}

/** Answers with JSON. Koa would look the content type up for each response, which shows in the time of a prediction. */
export function writeJson(context: Context, value: unknown): void {
  context.set('Content-Type', 'application/json; charset=utf-8');
  context.body = JSON.stringify(value);
}

interface RateLimitOptions {
  /** Requests per second that pass in the long run, read for each request; undefined for no limit. */
  readonly requestsPerSecond: () => number | undefined;
  /** Seconds of a clock that never goes back. */
  readonly monotonicSeconds: () => number;
}

/** The middleware that refuses requests beyond a rate with 429 and the seconds after which to retry. */
export function rateLimit({ requestsPerSecond, monotonicSeconds }: RateLimitOptions): Middleware {
  const bucket = createTokenBucket(monotonicSeconds);
  return (_context, next) => {
    const rate = requestsPerSecond();
    const waitSeconds = rate === undefined ? 0 : bucket.take(rate);
    if (waitSeconds === 0) return next();
    throw new ProblemError('too_many_requests', `at most ${rate} prediction requests per second are answered`, {
      headers: { 'Retry-After': `${Math.max(1, Math.ceil(waitSeconds))}` },
    });
  };
}

/** A bucket that fills with tokens at a rate; each request takes one. */
interface TokenBucket {
  /**
   * Takes a token.
   *
   * @param ratePerSecond tokens added per second; the bucket holds those of one second, at least one
   * @returns 0, or without a token the seconds until there is one
   */
  take(ratePerSecond: number): number;
}

/** Share of a token that rounding may lose. */
const tolerance = 1e-9;

/** A full token bucket. */
export function createTokenBucket(monotonicSeconds: () => number): TokenBucket {
  let tokens = Number.POSITIVE_INFINITY;
  let last = monotonicSeconds();
  return {
    take(ratePerSecond) {
      const now = monotonicSeconds();
      tokens = Math.min(Math.max(1, ratePerSecond), tokens + (now - last) * ratePerSecond);
      last = now;
      if (tokens < 1 - tolerance) return (1 - tokens) / ratePerSecond;
      tokens -= 1;
      return 0;
    },
  };
}
