import { performanceHistorySchema } from '@modelmonitor/api';
import type { Contract } from '../../contract/contract.ts';
import { exactObject, type JsonSchema, schemaRef } from './jsonSchema.ts';
import { json, operation, pathParameter, queryParameter } from './operation.ts';

const tag = 'Captured rows';

const access =
  'Needs `serving.auth`: without it, only clients on the same machine are answered. Redacted features are stored nowhere and not shown.';

/** GET /data/predictions, /data/predictions/{id} and /data/performance. */
export function dataPaths(): Record<string, JsonSchema> {
  const text: JsonSchema = { type: 'string' };
  return {
    '/data/predictions': {
      get: operation({
        id: 'listPredictions',
        tag,
        summary: 'Captured rows with their labels, oldest first',
        description:
          `${access} A page has rows of one model only; the header Link and \`next\` lead to the next page. ` +
          'In CSV, texts that a spreadsheet would execute have an apostrophe in front.',
        parameters: [
          queryParameter('from', 'Time of the first row: a date, ISO 8601 with its zone, or milliseconds since 1970.'),
          queryParameter('to', 'Time before which the rows are.'),
          queryParameter('version', 'Rows of one version.'),
          queryParameter('label', '`present`: rows with a label, `missing`: rows without, else the class or value that the label is.'),
          queryParameter('limit', 'Most rows of a page.', { type: 'integer', minimum: 1, maximum: 10_000, default: 1000 }),
          queryParameter('cursor', 'Where the page starts, from the response before.'),
          queryParameter('format', 'Format of the response, else the one that the client accepts.', {
            enum: ['json', 'csv', 'ndjson', 'parquet'],
          }),
        ],
        responses: {
          200: {
            description: 'A page of rows',
            content: {
              'application/json': schemaRef('CapturedRows'),
              'text/csv': text,
              'application/x-ndjson': text,
              'application/vnd.apache.parquet': { schema: { type: 'string', format: 'binary' } },
            },
          },
        },
        problems: ['wrong_parameter', 'not_acceptable', 'forbidden', 'store_unavailable'],
      }),
    },
    '/data/performance': { get: performanceOperation() },
    '/data/predictions/{id}': {
      get: operation({
        id: 'readPrediction',
        tag,
        summary: 'The newest captured row of an id, with its label and its explanation',
        description: access,
        parameters: [pathParameter('id', 'Id of the prediction; a slash in it is written as %2F.')],
        responses: { 200: json('The row', 'ExplainedRow') },
        problems: ['unknown_prediction', 'forbidden', 'store_unavailable'],
      }),
    },
  };
}

function performanceOperation(): JsonSchema {
  return operation({
    id: 'readPerformance',
    tag,
    summary: 'Performance by hour or day and version, with the maturity of its labels',
    description: `${access} Needs a store: figures are computed from stored rows and labels within a minute after labels arrived.`,
    parameters: [
      queryParameter('by', 'Length of a period, UTC.', { enum: ['hour', 'day'], default: 'hour' }),
      queryParameter('version', 'Figures of one version.'),
      queryParameter('from', 'Start of the first period: a date, ISO 8601 with its zone, or milliseconds since 1970.'),
      queryParameter('to', 'Time before which periods start.'),
      queryParameter('detail', 'Whether figures by class, confusion matrices and calibration are included.', {
        enum: ['true', 'false'],
      }),
    ],
    responses: { 200: json('Figures by period', 'PerformanceHistory') },
    problems: ['wrong_parameter', 'forbidden', 'no_store', 'store_unavailable'],
  });
}

/** The bodies of their responses. */
export function dataSchemas({ classes }: Contract): Record<string, JsonSchema> {
  const time: JsonSchema = { type: 'string', format: 'date-time' };
  const value: JsonSchema = { type: ['number', 'string', 'null'] };
  const row = {
    id: { type: 'string' },
    time,
    version: { type: 'string', description: 'The version that answered.' },
    features: { type: 'object', additionalProperties: value, description: 'Values of the features; null where one was missing.' },
    prediction: value,
    ...(classes.length === 0 ? {} : { 'probabilities?': { type: 'object', additionalProperties: { type: ['number', 'null'] } } }),
    actual: { ...value, description: 'The newest label; null while there is none.' },
    labelledAt: { type: ['string', 'null'], description: 'When the label arrived, where a store knows it.' },
  };
  return {
    PerformanceHistory: { ...performanceHistorySchema },
    CapturedRow: exactObject(row),
    CapturedRows: exactObject({
      predictions: { type: 'array', items: schemaRef('CapturedRow') },
      next: { type: ['string', 'null'], description: 'Address of the next page.' },
    }),
    ExplainedRow: exactObject({
      ...row,
      explanation: {
        type: ['object', 'null'],
        description: 'As POST /explain responds, by the version that answered as it is loaded now.',
      },
      'notExplained?': { type: 'string', description: 'Why there is no explanation.' },
    }),
  };
}
