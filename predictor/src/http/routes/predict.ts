import type { Router } from '@koa/router';
import type { Predictions } from '@modelmonitor/models';
import type { Middleware } from 'koa';
import type { Contract } from '../../contract/contract.ts';
import { got } from '../../contract/refusedCell.ts';
import { refusal } from '../../contract/rowReader.ts';
import type { Predict } from '../../serving/predictionService.ts';
import type { ServingState } from '../../serving/servingState.ts';
import { jsonBody } from '../jsonBody.ts';
import { readJson } from '../readJson.ts';
import { requestObject, requestOptions } from '../requestBody.ts';

export interface PredictRouteOptions {
  readonly predict: Predict;
  readonly state: () => ServingState;
  /** Runs before each prediction request, such as a rate limit. */
  readonly beforePredict: Middleware;
}

/** POST /predict and /predict/batch. */
export function predictRoutes(router: Router, { predict, state, beforePredict }: PredictRouteOptions): void {
  router.post('/predict', beforePredict, async (context) => {
    const body = requestObject(await readJson(context.req, state().monitor.spec.serving.limits.bodyBytes), 'features');
    // Only after the body has come: a reload while it comes must not give rows of one model to another.
    const { contract, monitor, readRow } = state();
    const { id, ...wish } = requestOptions(body);
    const rows = new Float64Array(contract.features.length);
    readRow(body['features'], { rows, row: 0, pointer: '/features' });
    const { version, predictions, idOf } = await predict({ rows, count: 1, endpoint: 'predict', wish, callerId: id });
    jsonBody(context, { ...answerRow(contract, predictions, 0), model: monitor.metadata.name, version, id: idOf(0) });
  });

  router.post('/predict/batch', beforePredict, async (context) => {
    const body = requestObject(await readJson(context.req, state().monitor.spec.serving.limits.bodyBytes), 'instances');
    const { contract, monitor, readRow } = state();
    const { id, ...wish } = requestOptions(body);
    const instances = checkedInstances(body['instances'], monitor.spec.serving.limits.batchRows);
    const rows = new Float64Array(instances.length * contract.features.length);
    for (const [row, instance] of instances.entries()) readRow(instance, { rows, row, pointer: `/instances/${row}` });
    const { version, predictions, idOf } = await predict({ rows, count: instances.length, endpoint: 'predict_batch', wish, callerId: id });
    jsonBody(context, {
      predictions: instances.map((_, row) => ({ ...answerRow(contract, predictions, row), id: idOf(row) })),
      model: monitor.metadata.name,
      version,
    });
  });
}

/** One row of an answer: the class and the probability of each class, or the value. */
function answerRow({ classes }: Contract, { values, probabilities }: Predictions, row: number): Record<string, unknown> {
  const value = values[row] as number;
  if (classes.length === 0) return { prediction: value };
  if (probabilities === undefined) return { prediction: classes[value] };
  const byClass: Record<string, number> = {};
  for (let index = 0; index < classes.length; index++)
    byClass[classes[index] as string] = probabilities[row * classes.length + index] as number;
  return { prediction: classes[value], probabilities: byClass };
}

function checkedInstances(instances: unknown, mostRows: number): readonly unknown[] {
  if (Array.isArray(instances) && instances.length > 0 && instances.length <= mostRows) return instances;
  const came = Array.isArray(instances) ? `${instances.length} rows` : got(instances);
  throw refusal([
    {
      pointer: '/instances',
      kind: Array.isArray(instances) ? 'wrong_count' : 'wrong_type',
      wanted: `an array of 1 to ${mostRows} rows`,
      got: came,
    },
  ]);
}
