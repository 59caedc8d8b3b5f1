import { Router } from '@koa/router';
import Koa, { type Middleware } from 'koa';
import { ProblemError } from '../problem.ts';
import type { Explain } from '../serving/explanationService.ts';
import type { Live, Predict } from '../serving/predictionService.ts';
import { docsRoutes } from './docs/docsRoutes.ts';
import { exactRoutes } from './exactRoutes.ts';
import { type ExchangeOptions, exchange } from './exchange.ts';
import { openApiRoute } from './openapi/openApiRoute.ts';
import { pageRoutes } from './page/pageRoutes.ts';
import { rateLimit } from './rateLimit.ts';
import { explainRoute } from './routes/explain.ts';
import { feedbackRoute } from './routes/feedback.ts';
import { healthRoutes, metricsRoute } from './routes/health.ts';
import { openInferenceHealthRoutes } from './routes/openInference/openInferenceHealthRoutes.ts';
import { openInferenceRoutes } from './routes/openInference/openInferenceRoutes.ts';
import { type PodRouteOptions, podRoutes } from './routes/pod.ts';
import { predictRoutes } from './routes/predict.ts';
import { type ReportRouteOptions, reportRoutes } from './routes/reports.ts';
import { type StatusRouteOptions, statusRoute } from './routes/status.ts';

export interface AppOptions extends Omit<ExchangeOptions, 'slaSeconds'>, ReportRouteOptions {
  readonly live: () => Live;
  readonly predict: Predict;
  readonly explain: Explain;
  readonly configurationError: () => string | undefined;
  /** Fields of the resource that have no effect where the process runs. */
  readonly unsupported: StatusRouteOptions['unsupported'];
  /** Version of this software. */
  readonly release: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Whether this port answers /metrics too. */
  readonly withMetrics: boolean;
}

/** Paths match to the letter, so that what is counted is what was served. */
const exactPaths = { sensitive: true, strict: true };

/** The callers' application; it never listens by itself. */
export function createApp(options: AppOptions): Koa {
  const open = new Router(exactPaths);
  const guarded = new Router(exactPaths);
  const guard: Middleware = (context, next) => options.live().authenticate(context, next);
  guarded.use(guard);
  openRoutes(open, options);
  modelRoutes(guarded, options);
  observationRoutes(guarded, options);
  return assembled([exactRoutes(guarded, [guard]), exactRoutes(open)], [guarded, open], options);
}

export interface InternalAppOptions extends AppOptions {
  /** Lets those pass who may ask for captured rows, or for the status. */
  readonly podGate: PodRouteOptions['gate'];
}

/** The internal application: metrics and health for the cluster, captured rows for the drift job and the operator. */
export function createInternalApp(options: InternalAppOptions): Koa {
  const router = new Router(exactPaths);
  metricsRoute(router, options.telemetry.registry);
  podRoutes(router, { ...options, gate: options.podGate });
  healthRoutes(router, { ...options, state: () => options.live().state });
  return assembled([], [router], options);
}

/** What anyone may ask for: health, metrics, and the files of the pages, which hold nothing of the model. */
function openRoutes(router: Router, options: AppOptions): void {
  const state = () => options.live().state;
  healthRoutes(router, { ...options, state });
  openInferenceHealthRoutes(router, { state });
  if (options.withMetrics) metricsRoute(router, options.telemetry.registry);
  pageRoutes(router);
  docsRoutes(router);
}

function modelRoutes(router: Router, { live, predict, explain, release, telemetry, monotonicSeconds }: AppOptions): void {
  const state = () => live().state;
  const limit = rateLimit({ requestsPerSecond: () => state().monitor.spec.serving.limits.requestsPerSecond, monotonicSeconds });
  predictRoutes(router, { predict, state, beforePredict: limit });
  explainRoute(router, { explain, state, beforeExplain: limit });
  openInferenceRoutes(router, { predict, state, release, beforeInfer: limit });
  feedbackRoute(router, { state, capture: () => live().capture, outcomes: telemetry.tallies.feedback });
}

function observationRoutes(router: Router, options: AppOptions): void {
  const { live, release, withMetrics, telemetry, now } = options;
  const state = () => live().state;
  reportRoutes(router, options);
  openApiRoute(router, { state, version: release, withMetrics, bins: () => live().features?.bins });
  statusRoute(router, {
    ...options,
    state,
    capture: () => live().capture,
    tallies: telemetry.tallies,
    canCheckDrift: options.runDriftCheck !== undefined,
    startedAt: now(),
  });
}

function assembled(shortcuts: readonly Middleware[], routers: readonly Router[], options: AppOptions): Koa {
  const app = new Koa();
  app.on('error', (error: NodeJS.ErrnoException) => {
    if (!isBrokenConnection(error)) options.logError('an answer could not be sent', error);
  });
  app.use(exchange({ ...options, slaSeconds: () => options.live().state.monitor.spec.alerts.latency.slaSeconds }));
  for (const shortcut of shortcuts) app.use(shortcut);
  for (const router of routers) app.use(router.routes());
  app.use(refuseUnmatched(routers));
  return app;
}

/** Whether a client went away or stopped speaking HTTP: nothing of ours failed. */
function isBrokenConnection({ code }: NodeJS.ErrnoException): boolean {
  return /^(ECONNRESET|EPIPE|ECANCELED|ERR_STREAM_PREMATURE_CLOSE|HPE_\w+)$/.test(code ?? '');
}

/** What no route took: 405 with the methods there are, or 404. */
function refuseUnmatched(routers: readonly Router[]): Middleware {
  return (context) => {
    const allowed = [
      ...new Set(routers.flatMap((router) => router.match(context.path, context.method).path.flatMap(({ methods }) => methods))),
    ];
    if (allowed.length === 0)
      throw new ProblemError('not_found', `nothing is at ${JSON.stringify(context.path.slice(0, 60))}; /docs lists what there is`);
    throw new ProblemError('method_not_allowed', `${allowed.join(' or ')} is wanted, got ${context.method.slice(0, 20)}`, {
      headers: { Allow: allowed.join(', ') },
    });
  };
}
