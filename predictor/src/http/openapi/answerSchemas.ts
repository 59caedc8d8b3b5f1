import { reportSchema } from '@modelmonitor/api';
import type { Contract } from '../../contract/contract.ts';
import { exactObject, type JsonSchema, schemaRef } from './jsonSchema.ts';

const text = (description: string): JsonSchema => ({ type: 'string', description });
const count = (description: string): JsonSchema => ({ type: 'integer', minimum: 0, description });

/** What the routes answer with, refusals aside. */
export function answerSchemas(contract: Contract): Record<string, JsonSchema> {
  return { ...predictionSchemas(contract), ...reportSchemas(), ...healthSchemas() };
}

function predictionSchemas(contract: Contract): Record<string, JsonSchema> {
  const { classes, target } = contract;
  const id = text('Id of the prediction, for a label that comes later.');
  const model = text('Name of the monitor.');
  const version = text('The version that answered.');
  const row = answerMembers(classes, target);
  return {
    Prediction: exactObject({ ...row, model, version, id }),
    BatchAnswer: exactObject({
      predictions: { type: 'array', items: exactObject({ ...row, id }), description: 'One answer a row, in order.' },
      model,
      version,
    }),
    Explanation: explanationSchema(contract, { model, version }),
    FeedbackAnswer: exactObject({
      received: count('Labels in the request.'),
      joined: count('Labels whose prediction is still held.'),
      unknown: { type: 'array', items: { type: 'string' }, description: 'Ids no prediction is held for, at most 100.' },
    }),
  };
}

function answerMembers(classes: readonly string[], target: string): Record<string, JsonSchema> {
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
  const { prediction = {} } = answerMembers(classes, target);
  const unit = classes.length === 0 ? `the predicted ${target}` : 'the probability of the predicted class';
  const contributions = Object.fromEntries(features.map(({ name }) => [name, { type: 'number' }]));
  return exactObject({
    prediction,
    base: { type: 'number', description: `Mean of ${unit} over the reference.` },
    contributions: exactObject(contributions, { description: `What each feature adds: base and contributions sum to ${unit}.` }),
    ...named,
    'id?': text('The id of the request.'),
  });
}

function reportSchemas(): Record<string, JsonSchema> {
  const links = exactObject({ json: text('Address of the JSON.'), html: text('Address of the page.') });
  const { properties, required, ...report } = reportSchema;
  const entry = {
    run: text('Name of the run.'),
    timestamp: { type: 'string', format: 'date-time' },
    verdict: { type: 'string', enum: ['stable', 'drifted', 'unknown'] },
    share: { type: ['number', 'null'], description: 'Drifted features among those with a verdict.' },
    n_drifted: count('Features that drifted.'),
    links: schemaRef('ReportLinks'),
  };
  return {
    ReportLinks: links,
    Report: { ...report, properties: { ...properties, links: schemaRef('ReportLinks') }, required },
    ReportEntry: exactObject(entry),
    ReportList: exactObject({ reports: { type: 'array', items: schemaRef('ReportEntry'), description: 'Newest first.' } }),
  };
}

function healthSchemas(): Record<string, JsonSchema> {
  const version = exactObject({ name: text('Name of the version.'), loaded: { type: 'boolean' }, 'error?': text('Why it is not loaded.') });
  return {
    Health: exactObject({ status: { const: 'ok' } }),
    Readiness: exactObject({
      ready: { type: 'boolean', description: 'Whether some version answers.' },
      versions: { type: 'array', items: version },
      'configurationError?': text('Why the newest configuration could not be taken; the one before it serves on.'),
    }),
  };
}
