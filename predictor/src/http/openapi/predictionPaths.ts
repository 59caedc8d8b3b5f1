import type { Contract } from '../../contract/contract.ts';
import type { ProblemKind } from '../../problem.ts';
import type { ExampleRow } from './exampleRow.ts';
import type { JsonSchema } from './jsonSchema.ts';
import { bodyProblems, json, operation } from './operation.ts';

const rowProblems = [
  'wrong_count',
  'missing_feature',
  'unknown_feature',
  'wrong_type',
  'not_finite',
  'out_of_range',
  'unknown_category',
  'ambiguous_category',
  'refused_by_model',
] as const satisfies readonly ProblemKind[];

/** Problems of every route that predicts. */
export const predictionProblems: readonly ProblemKind[] = [
  ...bodyProblems,
  ...rowProblems,
  'unknown_version',
  'too_many_requests',
  'not_loaded',
  'remote_unavailable',
  'remote_failed',
];

const spellings =
  'A value may have any JSON type and spelling that means one category or number only, such as true for True or "3.5" for 3.5.';

const explaining =
  'Exact path-dependent TreeSHAP where the model allows it: of boosted trees from the file alone, of forests against rows of the reference. ' +
  'Other models are explained by permutations of the features against rows of the reference. The row is neither counted nor captured. A ' +
  'request that reads the reference takes longer: the first after a change of the model or the reference.';

const events =
  'For a version with `source.events`. CloudEvents of a KServe logger, `org.kubeflow.serving.inference.request` and `.response`, in binary, structured ' +
  'or batched form, are joined by their id; their data is a body of V1 or of the Open Inference Protocol.';

/** POST /events, where a version is served elsewhere. */
export function eventPaths(example: ExampleRow, prediction: string | number): Record<string, JsonSchema> {
  return {
    '/events': {
      post: operation({
        id: 'events',
        tag: 'Predictions',
        summary: 'Send predictions of a model that is served elsewhere',
        description: events,
        body: { schema: 'EventsRequest', examples: { plain: { id: 'order-7', features: example, prediction } } },
        responses: { 200: json('The number of events, and of predictions that were recorded', 'EventsResponse') },
        problems: [...bodyProblems, ...rowProblems, 'not_found'],
      }),
    },
  };
}

const labels =
  'The ground truth of one or more predictions, joined by id: to those that the store or the buffer has, and to those that arrive later. A ' +
  'label joins the newest row of an id and replaces the label it had; null, where nothing is known yet, changes nothing. Any number of labels ' +
  'may be streamed as CSV (a header with `id` and `actual`) or as lines of JSON: a wrong line ends the stream with 422, which names the line and ' +
  'the number of labels before it that were stored.';

/**
 * POST /predict, /predict/batch, /explain and /feedback.
 *
 * @param security what /feedback requires, where it has credentials of its own
 */
export function predictionPaths(
  { features, classes }: Contract,
  example: ExampleRow,
  security?: readonly JsonSchema[],
): Record<string, JsonSchema> {
  // Not Object.values: an object puts names that look like numbers first.
  const values = features.map(({ name }) => example[name]);
  const actual = classes[0] ?? 0;
  return {
    '/predict': {
      post: operation({
        id: 'predict',
        tag: 'Predictions',
        summary: 'Predict one row',
        description:
          'The version is chosen by weight, unless the request has a `key` or a `version`. The row is captured for drift checks. ' +
          spellings,
        body: {
          schema: 'PredictRequest',
          examples: { by_name: { features: example }, in_order: { features: values }, sticky: { features: example, key: 'customer 42' } },
        },
        responses: { 200: json('The prediction', 'Prediction') },
        problems: predictionProblems,
      }),
    },
    '/predict/batch': {
      post: operation({
        id: 'predictBatch',
        tag: 'Predictions',
        summary: 'Predict many rows',
        description: 'One version answers all rows.',
        body: {
          schema: 'BatchRequest',
          examples: { by_name: { instances: [example, example] }, in_order: { instances: [values, values] } },
        },
        responses: { 200: json('A prediction for each row', 'BatchResponse') },
        problems: predictionProblems,
      }),
    },
    '/explain': {
      post: operation({
        id: 'explain',
        tag: 'Predictions',
        summary: 'Contribution of each feature to a prediction',
        description: explaining,
        body: { schema: 'ExplainRequest', examples: { by_name: { features: example }, in_order: { features: values } } },
        responses: { 200: json('The contribution of each feature', 'Explanation') },
        problems: [...predictionProblems, 'not_explainable', 'no_background'],
      }),
    },
    '/feedback': feedbackPath(actual, security),
  };
}

function feedbackPath(actual: string | number, security: readonly JsonSchema[] | undefined): JsonSchema {
  const described = operation({
    id: 'feedback',
    tag: 'Predictions',
    summary: 'Send labels of earlier predictions',
    description: labels,
    body: {
      schema: 'FeedbackRequest',
      examples: { one: { id: 'order-7', actual }, several: [{ id: 'order-7', actual }] },
      content: {
        'text/csv': { schema: { type: 'string' }, example: `id,actual\norder-7,${actual}\n` },
        'application/x-ndjson': { schema: { type: 'string' }, example: `${JSON.stringify({ id: 'order-7', actual })}\n` },
      },
    },
    responses: { 200: json('The number of joined labels', 'FeedbackResponse') },
    problems: [...bodyProblems, 'store_unavailable', 'wrong_count', 'wrong_type', 'unknown_category', 'ambiguous_category'],
  });
  return { post: security === undefined ? described : { ...described, security } };
}
