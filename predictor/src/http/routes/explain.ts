import type { Router } from '@koa/router';
import type { Middleware } from 'koa';
import type { Explain } from '../../serving/explanationService.ts';
import type { ServingState } from '../../serving/servingState.ts';
import { readJson, writeJson } from '../exchange.ts';
import type { LimitRows } from '../rateLimit.ts';
import { requestObject, requestOptions } from './predict.ts';

export interface ExplainRouteOptions {
  readonly explain: Explain;
  readonly state: () => ServingState;
  /** Runs before each request, such as a rate limit. */
  readonly beforeExplain: Middleware;
  readonly limitRows: LimitRows;
}

/** POST /explain: the contribution of each feature to the prediction of one row. */
export function explainRoute(router: Router, { explain, state, beforeExplain, limitRows }: ExplainRouteOptions): void {
  router.post('/explain', beforeExplain, async (context) => {
    const body = requestObject(await readJson(context, state().monitor.spec.serving.limits.bodyBytes), 'features');
    // Read after the body and before anything is awaited: a reload must not pass the row to another model.
    const { contract, monitor, readRow } = state();
    const { id, ...requested } = requestOptions(body);
    limitRows(1);
    const row = new Float64Array(contract.features.length);
    readRow(body['features'], { rows: row, row: 0, pointer: '/features', unseen: [] });
    const { prediction, scale, output, base, contributions, method, permutations, version } = await explain(row, requested);
    writeJson(context, {
      prediction: contract.classes.length === 0 ? prediction : contract.classes[prediction],
      scale,
      ...(output === undefined ? {} : { output: contract.classes[output] }),
      base,
      contributions: Object.fromEntries(contract.features.map(({ name }, index) => [name, contributions[index]])),
      method,
      ...(permutations === undefined ? {} : { permutations }),
      model: monitor.metadata.name,
      version,
      ...(id === undefined ? {} : { id }),
    });
  });
}
