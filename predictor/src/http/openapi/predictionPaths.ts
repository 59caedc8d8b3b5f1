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
] as const satisfies readonly ProblemKind[];

/** Problems of every route that predicts. */
export const predictionProblems: readonly ProblemKind[] = [
  ...bodyProblems,
  ...rowProblems,
  'unknown_version',
  'too_many_requests',
  'not_loaded',
];

/** POST /predict, /predict/batch, /explain and /feedback. */
export function predictionPaths({ features, classes }: Contract, example: ExampleRow): Record<string, JsonSchema> {
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
          'A version is chosen by its weight, unless `key` or `version` says otherwise. The row is captured for the drift check.',
        body: {
          schema: 'PredictRequest',
          examples: { by_name: { features: example }, in_order: { features: values }, sticky: { features: example, key: 'customer 42' } },
        },
        answers: { 200: json('The prediction', 'Prediction') },
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
        answers: { 200: json('A prediction for each row', 'BatchAnswer') },
        problems: predictionProblems,
      }),
    },
    '/explain': {
      post: operation({
        id: 'explain',
        tag: 'Predictions',
        summary: 'Say what each feature adds to a prediction',
        description:
          'Exact path-dependent TreeSHAP against rows of the reference. The row is neither counted nor captured. The first request after a change of the model or the reference takes longer: it reads the reference.',
        body: { schema: 'ExplainRequest', examples: { by_name: { features: example }, in_order: { features: values } } },
        answers: { 200: json('The contribution of each feature', 'Explanation') },
        problems: [...predictionProblems, 'not_explainable', 'no_background'],
      }),
    },
    '/feedback': {
      post: operation({
        id: 'feedback',
        tag: 'Predictions',
        summary: 'Say what turned out to be right',
        description: 'A label, or a list of them, for earlier predictions; joined by id while the prediction is held.',
        body: { schema: 'FeedbackRequest', examples: { one: { id: 'order-7', actual }, several: [{ id: 'order-7', actual }] } },
        answers: { 200: json('How many labels found their prediction', 'FeedbackAnswer') },
        problems: [...bodyProblems, 'wrong_count', 'wrong_type', 'unknown_category'],
      }),
    },
  };
}
