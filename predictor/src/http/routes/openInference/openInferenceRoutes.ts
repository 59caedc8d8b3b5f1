import type { Router } from '@koa/router';
import type { Context, Middleware } from 'koa';
import type { UnseenCell } from '../../../contract/refusedRow.ts';
import type { Predict } from '../../../serving/predictionService.ts';
import type { ServingState } from '../../../serving/servingState.ts';
import { checkVersion, type PathParameters } from './checkModel.ts';
import { readInferBody } from './inferBody.ts';
import { readInferRequest } from './inferRequest.ts';
import { inferResponse, writeInferResponse } from './inferResponse.ts';
import { inputLayout } from './inputLayout.ts';
import { inputRows } from './inputRows.ts';
import { modelMetadata, outputTensors } from './modelMetadata.ts';

export interface OpenInferenceOptions {
  readonly predict: Predict;
  readonly state: () => ServingState;
  /** Version of this software, for the server's metadata. */
  readonly release: string;
  /** Runs before each inference request, such as a rate limit. */
  readonly beforeInfer?: Middleware | undefined;
}

/**
 * Metadata and inference of the Open Inference Protocol v2 over REST.
 *
 * @see https://github.com/open-inference/open-inference-protocol, inference_rest
 */
export function openInferenceRoutes(router: Router, options: OpenInferenceOptions): void {
  const { state, release, beforeInfer = (_context, next) => next() } = options;
  router.get('/v2', (context) => {
    context.body = { name: 'modelmonitor', version: release, extensions: ['binary_tensor_data'] };
  });
  for (const path of ['/v2/models/:model', '/v2/models/:model/versions/:version']) {
    router.get(path, (context) => {
      const current = state();
      checkVersion(current, context.params);
      context.body = modelMetadata(current, (context.params as PathParameters)['version']);
    });
    router.post(`${path}/infer`, beforeInfer, async (context) => {
      await infer(context, context.params, options);
    });
  }
}

async function infer(context: Context, parameters: PathParameters, { state, predict }: OpenInferenceOptions): Promise<void> {
  const { version } = parameters;
  checkVersion(state(), parameters);
  const body = await readInferBody(context, state().monitor.spec.serving.limits.bodyBytes);
  // Read after the body, and nothing is awaited until the prediction: a reload in between could change the contract.
  const { contract, monitor, readRow } = state();
  const outputNames = outputTensors(contract).map(({ name }) => name);
  const request = readInferRequest(body, outputNames);
  const layout = inputLayout(request.inputs, contract, monitor.spec.serving.limits.batchRows);
  const unseen: UnseenCell[] = [];
  const rows = inputRows(layout, { contract, readRow, unseen });
  const requested = { version, key: request.key };
  const answer = await predict({ rows, count: layout.rows, unseen, endpoint: 'infer', requested, callerId: request.id });
  writeInferResponse(context, inferResponse({ modelName: monitor.metadata.name, contract, request, answer }), request);
}
