import type { Router } from '@koa/router';
import type { Context, Middleware } from 'koa';
import type { UnseenCell } from '../../../contract/refusedRow.ts';
import type { PieceOptions } from '../../../serving/inPieces.ts';
import type { Live, Predict } from '../../../serving/predictionService.ts';
import type { LimitRows } from '../../rateLimit.ts';
import { checkVersion, type PathParameters } from './checkModel.ts';
import { readInferBody } from './inferBody.ts';
import { readInferRequest } from './inferRequest.ts';
import { writeInferResponse } from './inferResponse.ts';
import { inputLayout } from './inputLayout.ts';
import { inputRows } from './inputRows.ts';
import { modelMetadata, outputTensors } from './modelMetadata.ts';

export interface OpenInferenceOptions extends PieceOptions {
  readonly predict: Predict;
  readonly live: () => Live;
  /** Version of this software, for the server's metadata. */
  readonly release: string;
  /** Runs before each inference request, such as a rate limit. */
  readonly beforeInfer?: Middleware | undefined;
  readonly limitRows?: LimitRows | undefined;
}

/**
 * Metadata and inference of the Open Inference Protocol v2 over REST.
 *
 * @see https://github.com/open-inference/open-inference-protocol, inference_rest
 */
export function openInferenceRoutes(router: Router, options: OpenInferenceOptions): void {
  const { live, release, beforeInfer = (_context, next) => next() } = options;
  router.get('/v2', (context) => {
    context.body = { name: 'modelmonitor', version: release, extensions: ['binary_tensor_data'] };
  });
  for (const path of ['/v2/models/:model', '/v2/models/:model/versions/:version']) {
    router.get(path, (context) => {
      const current = live().state;
      checkVersion(current, context.params);
      context.body = modelMetadata(current, (context.params as PathParameters)['version']);
    });
    router.post(`${path}/infer`, beforeInfer, async (context) => {
      await infer(context, context.params, options);
    });
  }
}

async function infer(context: Context, parameters: PathParameters, options: OpenInferenceOptions): Promise<void> {
  const { version } = parameters;
  const { live, predict } = options;
  checkVersion(live().state, parameters);
  const body = await readInferBody(context, live().state.monitor.spec.serving.limits.bodyBytes);
  // Read once, after the body: a reload in between could change the contract.
  const current = live();
  const { contract, monitor, readRow } = current.state;
  const outputNames = outputTensors(contract).map(({ name }) => name);
  const request = readInferRequest(body, outputNames);
  const layout = inputLayout(request.inputs, contract, monitor.spec.serving.limits.batchRows);
  options.limitRows?.(layout.rows);
  const unseen: UnseenCell[] = [];
  const rows = await inputRows(layout, { contract, readRow, unseen, pieces: options });
  const requested = { version, key: request.key };
  const answer = await predict({
    live: current,
    rows,
    count: layout.rows,
    unseen,
    endpoint: 'infer',
    requested,
    callerId: request.id,
    headers: context.req.headers,
  });
  await writeInferResponse(context, { modelName: monitor.metadata.name, contract, request, answer }, options);
}
