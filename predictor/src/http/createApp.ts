import { Router } from '@koa/router';
import Koa, { type Context, type Middleware } from 'koa';
import type { JoinLabels } from '../labels/joinLabels.ts';
import { ProblemError } from '../problem.ts';
import type { EventReceiver } from '../serving/eventReceiver.ts';
import type { Explain } from '../serving/explanationService.ts';
import type { Live, Predict } from '../serving/predictionService.ts';
import { takeRefusedRows } from '../serving/takeRefusedRows.ts';
import type { ExportParquet } from '../store/exportParquet.ts';
import type { BodyBudget } from './bodyBudget.ts';
import { answerCors } from './cors.ts';
import { docsRoutes } from './docs/docsRoutes.ts';
import { type ExchangeOptions, exchange } from './exchange.ts';
import { openApiRoute } from './openapi/openApiRoute.ts';
import { pageRoutes } from './page/pageRoutes.ts';
import { rateLimit, rowLimit } from './rateLimit.ts';
import { type DataRouteOptions, dataRoutes } from './routes/data.ts';
import { eventsRoute } from './routes/events.ts';
import { explainRoute } from './routes/explain.ts';
import { feedbackRoute } from './routes/feedback.ts';
import { type HealthRouteOptions, healthRoutes, metricsRoute } from './routes/health.ts';
import { type MlflowWebhookOptions, mlflowWebhookRoute } from './routes/mlflowWebhook.ts';
import { openInferenceHealthRoutes } from './routes/openInference/openInferenceHealthRoutes.ts';
import { openInferenceRoutes } from './routes/openInference/openInferenceRoutes.ts';
import { type PodRouteOptions, podRoutes } from './routes/pod.ts';
import { predictRoutes } from './routes/predict.ts';
import { type ReportRouteOptions, reportRoutes } from './routes/reports.ts';
import { type StatusRouteOptions, statusRoute } from './routes/status.ts';
import { strangerCheck } from './strangers.ts';

export interface AppOptions
  extends Omit<ExchangeOptions, 'slaSeconds' | 'takeRefused' | 'answerOrigin' | 'refuseStrangers'>,
    ReportRouteOptions {
  readonly live: () => Live;
  /** Address that both ports listen on. */
  readonly host: string;
  readonly predict: Predict;
  /** Takes predictions of a model that is served elsewhere. */
  readonly events: EventReceiver;
  readonly explain: Explain;
  readonly joinLabels: JoinLabels;
  /** The store of captured rows. */
  readonly store: DataRouteOptions['store'];
  readonly exportParquet?: ExportParquet;
  readonly configurationError: () => string | undefined;
  /** Whether the process ends. */
  readonly isClosing: () => boolean;
  readonly missing: HealthRouteOptions['missing'];
  readonly storeSummary: StatusRouteOptions['storeSummary'];
  /** Fields of the resource that have no effect where the process runs. */
  readonly unsupported: StatusRouteOptions['unsupported'];
  /** Version of this software. */
  readonly release: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** What the bodies of all requests hold together; no bound when absent. */
  readonly bodies?: BodyBudget;
  /** Lets everything that waits run before a large request goes on. */
  readonly turn: () => Promise<void>;
  /** Takes webhooks of MLflow. */
  readonly webhook?: MlflowWebhookOptions;
  /** Whether this port serves /metrics too. */
  readonly withMetrics: boolean;
}

/** Paths match exactly, so that the counted route is the served one. */
const exactPaths = { sensitive: true, strict: true };

/** The application for callers; it does not listen by itself. */
export function createApp(options: AppOptions): Koa {
  const open = new Router(exactPaths);
  const guarded = new Router(exactPaths);
  const guard: Middleware = (context, next) => options.live().authenticate(context, next);
  guarded.use(guard);
  openRoutes(open, options);
  modelRoutes(guarded, options);
  observationRoutes(guarded, options);
  const answerOrigin = (context: Context) => {
    const allowed = options.live().state.monitor.spec.serving.cors;
    return allowed !== undefined && answerCors(context, allowed.origins);
  };
  return assemble([exactRoutes(guarded, [guard]), exactRoutes(open)], [guarded, open], { ...options, answerOrigin });
}

export interface InternalAppOptions extends AppOptions {
  readonly checkRequestedAgo?: PodRouteOptions['checkRequestedAgo'];
  /** Admits the callers that may read captured rows, or the status. */
  readonly podGate: PodRouteOptions['gate'];
}

/** The internal application: metrics and health for the cluster, captured rows for the drift job and the operator. */
export function createInternalApp(options: InternalAppOptions): Koa {
  const router = new Router(exactPaths);
  metricsRoute(router, options.telemetry.registry);
  podRoutes(router, { ...options, gate: options.podGate });
  healthRoutes(router, { ...options, state: () => options.live().state });
  return assemble([], [router], options);
}

/** Routes without credentials: health, metrics, the files of the pages, which contain nothing of the model, and webhooks, which are signed. */
function openRoutes(router: Router, options: AppOptions): void {
  const state = () => options.live().state;
  healthRoutes(router, { ...options, state });
  openInferenceHealthRoutes(router, { ...options, state });
  if (options.webhook !== undefined) mlflowWebhookRoute(router, options.webhook);
  if (options.withMetrics) metricsRoute(router, options.telemetry.registry);
  pageRoutes(router);
  docsRoutes(router);
}

function modelRoutes(router: Router, { live, predict, explain, events, joinLabels, release, monotonicSeconds, turn }: AppOptions): void {
  const pieces = { monotonicSeconds, turn };
  const state = () => live().state;
  const limits = () => state().monitor.spec.serving.limits;
  const limit = rateLimit({ requestsPerSecond: () => limits().requestsPerSecond, monotonicSeconds });
  const limitRows = rowLimit({ rowsPerSecond: () => limits().rowsPerSecond, monotonicSeconds });
  predictRoutes(router, { predict, live, ...pieces, beforePredict: limit, limitRows });
  explainRoute(router, { explain, state, beforeExplain: limit, limitRows });
  openInferenceRoutes(router, { predict, live, ...pieces, release, beforeInfer: limit, limitRows });
  eventsRoute(router, { events, state, ...pieces, limitRows });
  feedbackRoute(router, { state, joinLabels });
}

function observationRoutes(router: Router, options: AppOptions): void {
  const { live, release, withMetrics, telemetry, now } = options;
  const state = () => live().state;
  reportRoutes(router, options);
  dataRoutes(router, { ...options, state, capture: () => live().capture });
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

/**
 * Serves the routes of a router whose paths have no parameters by one look-up; all other requests go on to the router itself.
 * The router tests every route and composes the handlers for each request; here they are composed once (ADR 7, benchmark `routing`).
 *
 * @param router a router whose routes are all declared, with exact paths
 * @param guards run before the handlers of every route
 */
function exactRoutes(router: Router, guards: readonly Middleware[] = []): Middleware {
  const byMethod = new Map<string, Map<string, Middleware>>();
  for (const { path, methods, stack } of router.stack) {
    if (typeof path !== 'string' || /[:*(){}]/.test(path)) continue;
    for (const method of methods) {
      const routes = byMethod.get(method) ?? new Map<string, Middleware>();
      byMethod.set(method, routes.set(path, chain([...guards, ...(stack as Middleware[])])));
    }
  }
  return function exactRoute(context, next) {
    const handle = byMethod.get(context.method)?.get(context.path);
    if (handle === undefined) return next();
    context['_matchedRoute'] = context.path;
    return handle(context, next);
  };
}

function chain([first, ...rest]: readonly Middleware[]): Middleware {
  if (first === undefined) return (_context, next) => next();
  if (rest.length === 0) return first;
  const after = chain(rest);
  return (context, next) => first(context, () => after(context, next));
}

function assemble(
  shortcuts: readonly Middleware[],
  routers: readonly Router[],
  options: AppOptions & Pick<ExchangeOptions, 'answerOrigin'>,
): Koa {
  const app = new Koa();
  app.context['bodies'] = options.bodies;
  app.on('error', (error: NodeJS.ErrnoException) => {
    if (!isBrokenConnection(error)) options.logError('the response could not be sent', error);
  });
  app.use(
    exchange({
      ...options,
      refuseStrangers: strangerCheck({ host: options.host, origins: () => options.live().state.monitor.spec.serving.cors?.origins ?? [] }),
      slaSeconds: () => options.live().state.monitor.spec.alerts.latency.slaSeconds,
      takeRefused: takeRefusedRows(options),
    }),
  );
  for (const shortcut of shortcuts) app.use(shortcut);
  for (const router of routers) app.use(router.routes());
  app.use(refuseUnmatched(routers));
  return app;
}

/** Whether a client disconnected or sent invalid HTTP: no failure of the server. */
function isBrokenConnection({ code }: NodeJS.ErrnoException): boolean {
  return /^(ECONNRESET|EPIPE|ECANCELED|ERR_STREAM_PREMATURE_CLOSE|HPE_\w+)$/.test(code ?? '');
}

/** Answers requests without a route: 405 with the allowed methods, or 404. */
function refuseUnmatched(routers: readonly Router[]): Middleware {
  return (context) => {
    const allowed = [
      ...new Set(routers.flatMap((router) => router.match(context.path, context.method).path.flatMap(({ methods }) => methods))),
    ];
    if (allowed.length === 0)
      throw new ProblemError('not_found', `there is no resource at ${JSON.stringify(context.path.slice(0, 60))}; /docs lists the routes`);
    throw new ProblemError('method_not_allowed', `expected ${allowed.join(' or ')}, got ${context.method.slice(0, 20)}`, {
      headers: { Allow: allowed.join(', ') },
    });
  };
}
