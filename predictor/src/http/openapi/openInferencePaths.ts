import type { Contract } from '../../contract/contract.ts';
import type { ExampleRow } from './exampleRow.ts';
import type { JsonSchema } from './jsonSchema.ts';
import { json, type OperationShape, operation, pathParameter } from './operation.ts';
import { predictionProblems } from './predictionPaths.ts';

const tag = 'Open Inference Protocol';

/** Routes of the Open Inference Protocol, version 2. */
export function openInferencePaths(contract: Contract, example: ExampleRow, model: string): Record<string, JsonSchema> {
  const parameters = [{ ...pathParameter('model', 'Name of the monitor.'), example: model }];
  const ofVersion = [...parameters, pathParameter('version', 'Name of a version.')];
  const get = (id: string, summary: string, schema: string) =>
    operation({ id, tag, summary, responses: { 200: json(summary, schema) }, open: schema === 'ServerLive' });
  return {
    '/v2': { get: get('serverMetadata', 'Metadata of the server', 'ServerMetadata') },
    '/v2/health/live': { get: get('serverLive', 'Whether the server is alive', 'ServerLive') },
    '/v2/health/ready': { get: readiness({ id: 'serverReady', summary: 'Whether at least one version answers' }, 'ServerReady') },
    ...modelPaths('/v2/models/{model}', { suffix: '', parameters, contract, example }),
    ...modelPaths('/v2/models/{model}/versions/{version}', { suffix: 'OfVersion', parameters: ofVersion, contract, example }),
  };
}

interface ModelRoutes {
  readonly suffix: string;
  readonly parameters: readonly JsonSchema[];
  readonly contract: Contract;
  readonly example: ExampleRow;
}

function modelPaths(path: string, { suffix, parameters, contract, example }: ModelRoutes): Record<string, JsonSchema> {
  const shared = { tag, parameters, problemSchema: 'InferenceProblem' };
  const metadata = operation({
    ...shared,
    id: `modelMetadata${suffix}`,
    summary: 'Inputs and outputs of the model',
    responses: { 200: json('The model', 'ModelMetadata') },
    problems: ['not_found', 'unknown_version'],
  });
  const infer = operation({
    ...shared,
    id: `infer${suffix}`,
    summary: 'Predict rows given as tensors',
    description:
      'Either one tensor of rows × features, or one tensor per feature; the data nested, flat, or as bytes behind the JSON (binary tensor ' +
      'data extension, with the header Inference-Header-Content-Length). Outputs come as bytes where the request has binary_data_output, ' +
      'or an output binary_data.',
    body: { schema: 'InferRequest', examples: inferExamples(contract, example) },
    responses: { 200: json('The predictions', 'InferResponse') },
    problems: [...predictionProblems, 'malformed_tensor', 'not_found'],
  });
  const ready = readiness(
    { ...shared, id: `modelReady${suffix}`, summary: 'Whether the model answers', problems: ['not_found', 'unknown_version'] },
    'ModelReady',
  );
  return { [path]: { get: metadata }, [`${path}/ready`]: { get: ready }, [`${path}/infer`]: { post: infer } };
}

function readiness(shape: Omit<OperationShape, 'tag' | 'responses'>, schema: string): JsonSchema {
  return operation({ ...shape, tag, responses: { 200: json('Ready', schema), 503: json('Not ready', schema) }, open: true });
}

/** A row as one tensor per feature, and as a single tensor where all features are numeric. */
function inferExamples({ features }: Contract, example: ExampleRow): Record<string, unknown> {
  const columns = features.map(({ name, type }) => ({
    name,
    shape: [1],
    datatype: type === 'numeric' ? 'FP64' : 'BYTES',
    data: [example[name]],
  }));
  const perFeature = { one_tensor_per_feature: { inputs: columns } };
  if (features.some(({ type }) => type === 'categorical')) return perFeature;
  const row = features.map(({ name }) => example[name]);
  return { one_tensor: { inputs: [{ name: 'input', shape: [1, row.length], datatype: 'FP64', data: row }] }, ...perFeature };
}
