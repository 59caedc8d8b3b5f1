import type { Router } from '@koa/router';
import type { Registry } from 'prom-client';
import type { ServingState } from '../../serving/servingState.ts';

export interface HealthRouteOptions {
  readonly state: () => ServingState;
  /** Why the newest configuration could not be applied, if so; the previous one continues to serve. */
  readonly configurationError: () => string | undefined;
  /** Whether the process ends: requests are answered still, and no new ones should be sent. */
  readonly isClosing: () => boolean;
  /** What this pod lacks of what the pods of the earlier generation serve. */
  readonly missing: (state: ServingState) => string | undefined;
}

/** GET /healthz (the process runs) and /readyz (whether a version answers, and which do not). */
export function healthRoutes(router: Router, { state, configurationError, isClosing, missing }: HealthRouteOptions): void {
  router.get('/healthz', (context) => {
    context.body = { status: 'ok' };
  });
  router.get('/readyz', (context) => {
    const current = state();
    const problems = { configurationError: configurationError(), missing: missing(current) };
    const readiness = readinessOf(current, { ...problems, isClosing: isClosing() });
    context.status = readiness.ready ? 200 : 503;
    context.body = readiness;
  });
}

/** Whether requests are answered, and the error of each version that is not loaded, or continues with its previous model. */
function readinessOf(
  { versions, failed, split }: ServingState,
  { configurationError, missing, isClosing }: { configurationError: string | undefined; missing: string | undefined; isClosing: boolean },
): {
  ready: boolean;
  closing?: true;
  versions: { name: string; loaded: boolean; previous?: true; error?: string }[];
  configurationError?: string;
  missing?: string;
} {
  return {
    ready: split !== undefined && missing === undefined && !isClosing,
    ...(isClosing ? { closing: true as const } : {}),
    versions: [
      ...[...versions].map(([name, { replacement }]) => ({
        name,
        loaded: true,
        ...(replacement === undefined ? {} : { previous: true as const, error: replacement.error }),
      })),
      ...failed.map(({ name, error }) => ({ name, loaded: false, error })),
    ],
    ...(configurationError === undefined ? {} : { configurationError }),
    ...(missing === undefined ? {} : { missing }),
  };
}

/** GET /metrics. */
export function metricsRoute(router: Router, registry: Registry): void {
  router.get('/metrics', async (context) => {
    context.type = registry.contentType;
    context.body = await registry.metrics();
  });
}
