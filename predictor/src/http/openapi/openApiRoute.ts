import { createHash } from 'node:crypto';
import type { Router } from '@koa/router';
import type { ReferenceBins } from '@modelmonitor/tables';
import type { ServingState } from '../../serving/servingState.ts';
import { openApiDocument } from './openApiDocument.ts';
import { typicalRow } from './typicalRow.ts';

export interface OpenApiRouteOptions {
  readonly state: () => ServingState;
  /** Version of this software. */
  readonly version: string;
  /** Whether this port serves /metrics too. */
  readonly withMetrics: boolean;
  /** Bins of the reference, for the example row; undefined until they are known. */
  readonly bins?: (() => ReferenceBins | undefined) | undefined;
}

/** A document and what it was generated from; not the state, whose models would stay in memory until the next request. */
interface Generated extends Pick<ServingState, 'monitor' | 'contract'> {
  readonly bins: ReferenceBins | undefined;
  readonly text: string;
  readonly etag: string;
}

/** GET /openapi.json: generated once for each resource, contract and reference, revalidated by its ETag. */
export function openApiRoute(router: Router, options: OpenApiRouteOptions): void {
  let current: Generated | undefined;
  router.get('/openapi.json', (context) => {
    const { monitor, contract } = options.state();
    const bins = options.bins?.();
    if (current?.monitor !== monitor || current.contract !== contract || current.bins !== bins)
      current = generate({ monitor, contract }, bins, options);
    context.set({ ETag: current.etag, 'Cache-Control': 'no-cache' });
    context.status = 200;
    if (context.fresh) {
      context.status = 304;
      return;
    }
    context.type = 'application/json';
    context.body = current.text;
  });
}

function generate(
  { monitor, contract }: Pick<ServingState, 'monitor' | 'contract'>,
  bins: ReferenceBins | undefined,
  { version, withMetrics }: OpenApiRouteOptions,
): Generated {
  const typical = bins === undefined ? undefined : typicalRow(bins, monitor.spec.capture.redact ?? []);
  const text = JSON.stringify(openApiDocument({ monitor, contract, version, withMetrics, typical }));
  return { monitor, contract, bins, text, etag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"` };
}
