import type { Middleware } from 'koa';
import { ProblemError, type ProblemKind, problemDetails } from '../problem.ts';
import type { RecentTraffic } from '../telemetry/recentTraffic.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';

export interface ExchangeOptions {
  readonly telemetry: Telemetry;
  /** The last minutes, for people who look at the page. */
  readonly recent: RecentTraffic;
  /** Seconds of a clock that never goes back. */
  readonly monotonicSeconds: () => number;
  /** Latency, in seconds, above which a prediction request breaches the service level. */
  readonly slaSeconds: () => number;
  /** Told about errors that are ours. */
  readonly logError: (message: string, error: unknown) => void;
}

/** Refusals that are no failure: what they say is known, and asking again changes nothing. */
const expected: readonly ProblemKind[] = ['not_loaded', 'no_reports', 'not_explainable'];

/** Paths whose requests ask for a prediction. */
const predictionPath = /^\/(predict(\/batch)?|v2\/models\/[^/]+(\/versions\/[^/]+)?\/infer)$/;

/** The outermost middleware: times every exchange, counts it, and answers whatever was thrown as problem details. */
export function exchange({ telemetry, recent, monotonicSeconds, slaSeconds, logError }: ExchangeOptions): Middleware {
  return async (context, next) => {
    const start = monotonicSeconds();
    const predicting = context.method === 'POST' && predictionPath.test(context.path);
    try {
      await next();
    } catch (thrown) {
      const error = asProblem(thrown);
      if (error.status >= 500 && !expected.includes(error.kind)) logError(`${context.method} ${context.path} failed`, thrown);
      if (predicting) telemetry.refused(error.kind);
      const details = problemDetails(error);
      context.status = error.status;
      context.set(error.headers);
      // The Open Inference Protocol wants the message under `error`; problem details allow members of one's own.
      context.body = context.path.startsWith('/v2') ? { ...details, error: details.detail } : details;
      context.type = 'application/problem+json';
    }
    const seconds = monotonicSeconds() - start;
    if (predicting) {
      recent.add({ seconds, failed: context.status >= 400 });
      if (seconds > slaSeconds()) telemetry.tallies.slaBreaches.add([]);
    }
    telemetry.exchanged({ method: knownMethod(context.method), route: routeOf(context['_matchedRoute']), status: context.status, seconds });
  };
}

function asProblem(thrown: unknown): ProblemError {
  return thrown instanceof ProblemError ? thrown : new ProblemError('internal', 'unexpected error', { cause: thrown });
}

/** Methods are a label: what a client makes up must not become a series. */
function knownMethod(method: string): string {
  return ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'].includes(method) ? method : 'other';
}

function routeOf(matched: unknown): string {
  return typeof matched === 'string' ? matched : 'unmatched';
}
