import { reportSchema } from '@modelmonitor/api';
import type { Contract } from '../../contract/contract.ts';
import { dataSchemas } from './dataPaths.ts';
import { exactObject, type JsonSchema, schemaRef } from './jsonSchema.ts';

const text = (description: string): JsonSchema => ({ type: 'string', description });
const count = (description: string): JsonSchema => ({ type: 'integer', minimum: 0, description });

/** The bodies of successful responses. */
export function responseSchemas(contract: Contract): Record<string, JsonSchema> {
  return { ...predictionSchemas(contract), ...dataSchemas(contract), ...reportSchemas(), ...healthSchemas() };
}

function predictionSchemas(contract: Contract): Record<string, JsonSchema> {
  const { classes, target } = contract;
  const id = text('Id of the prediction, for a label that follows later.');
  const model = text('Name of the monitor.');
  const version = text('The version that answered.');
  const row = predictionMembers(classes, target);
  return {
    Prediction: exactObject({ ...row, model, version, id }),
    BatchResponse: exactObject({
      predictions: { type: 'array', items: exactObject({ ...row, id }), description: 'One prediction per row, in order.' },
      model,
      version,
    }),
    Explanation: explanationSchema(contract, { model, version }),
    EventsResponse: exactObject({
      received: count('Events in the request.'),
      recorded: count('Predictions that were counted and captured: a request waits for its response.'),
    }),
    FeedbackResponse: exactObject({
      received: count('Labels in the request.'),
      joined: count('Labels whose prediction is in the buffer or the store: each joins the newest row of its id.'),
      changed: count('Those of them that replaced another label.'),
      missing: count('Labels that are null, as no ground truth is known yet: nothing changes.'),
      unknown: {
        type: 'array',
        items: { type: 'string' },
        description: 'Ids without a prediction so far, at most 100: their labels wait for it.',
      },
    }),
  };
}

function predictionMembers(classes: readonly string[], target: string): Record<string, JsonSchema> {
  if (classes.length === 0) return { prediction: { type: 'number', description: `The predicted ${target}.` } };
  const probability = { type: 'number', minimum: 0, maximum: 1 };
  return {
    prediction: { type: 'string', enum: classes, description: `The predicted ${target}.` },
    'probabilities?': exactObject(Object.fromEntries(classes.map((name) => [name, probability])), {
      description: 'Probability of each class.',
    }),
  };
}

function explanationSchema({ classes, target, features }: Contract, named: Record<'model' | 'version', JsonSchema>): JsonSchema {
  const { prediction = {} } = predictionMembers(classes, target);
  const unit = classes.length === 0 ? `the predicted ${target}` : 'the probability of the output';
  const contributions = Object.fromEntries(features.map(({ name }) => [name, { type: 'number' }]));
  return exactObject({
    prediction,
    scale: {
      enum: classes.length === 0 ? ['value', 'margin'] : ['probability', 'margin'],
      description: `What is explained: ${unit}, or, of boosted trees, the sum before the link function (margin).`,
    },
    ...(classes.length === 0 ? {} : { output: { enum: classes, description: 'The class whose probability or margin is explained.' } }),
    base: {
      type: 'number',
      description: 'Mean of what is explained: over the training rows where the model file counts them, else over the reference.',
    },
    contributions: exactObject(contributions, {
      description: 'Contribution of each feature: base and contributions sum to what is explained.',
    }),
    method: {
      enum: ['exact', 'permutation'],
      description: 'Whether contributions are exact Shapley values (TreeSHAP), or an estimate by permutations of the features.',
    },
    'permutations?': count('Orders of the features that an estimate averages over.'),
    ...named,
    'id?': text('The id of the request.'),
  });
}

function reportSchemas(): Record<string, JsonSchema> {
  const links = exactObject({ json: text('Path of the JSON.'), html: text('Path of the page.') });
  const { properties, required, ...report } = reportSchema;
  const entry = {
    run: text('Name of the run.'),
    timestamp: { type: 'string', format: 'date-time' },
    verdict: { type: 'string', enum: ['stable', 'drifted', 'unknown'] },
    share: { type: ['number', 'null'], description: 'Share of drifted features among those with a verdict.' },
    n_drifted: count('Number of drifted features.'),
    newest_row: { type: ['string', 'null'], format: 'date-time', description: 'Time of the newest row that was compared.' },
    links: schemaRef('ReportLinks'),
  };
  return {
    ReportLinks: links,
    CheckRequested: exactObject({ status: { type: 'string', enum: ['requested'] }, detail: text('What happens next.') }),
    Report: { ...report, properties: { ...properties, links: schemaRef('ReportLinks') }, required },
    ReportEntry: exactObject(entry),
    ReportList: exactObject({ reports: { type: 'array', items: schemaRef('ReportEntry'), description: 'Newest first.' } }),
  };
}

function healthSchemas(): Record<string, JsonSchema> {
  const version = exactObject({
    name: text('Name of the version.'),
    loaded: { type: 'boolean' },
    'previous?': { const: true, description: 'An earlier model of the version serves; `error` is why the newest one was not taken.' },
    'error?': text('Why it is not loaded, or why the newest model was not taken.'),
  });
  return {
    Health: exactObject({ status: { const: 'ok' } }),
    Readiness: exactObject({
      ready: { type: 'boolean', description: 'Whether at least one version answers.' },
      'closing?': { const: true, description: 'The server ends: requests are answered still, and new ones should go elsewhere.' },
      versions: { type: 'array', items: version },
      'configurationError?': text('Why the newest configuration could not be applied; the previous one continues to serve.'),
      'missing?': text('Versions that the pods of the earlier generation serve, and this one does not yet: it is not ready.'),
    }),
  };
}
