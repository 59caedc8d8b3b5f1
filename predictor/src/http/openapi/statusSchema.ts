import { exactObject, type JsonSchema, schemaRef } from './jsonSchema.ts';

const count: JsonSchema = { type: 'integer', minimum: 0 };
const share: JsonSchema = { type: 'number', minimum: 0, maximum: 1 };
const text: JsonSchema = { type: 'string' };
const seconds: JsonSchema = { type: ['number', 'null'], description: 'Seconds; null without a request.' };
const time: JsonSchema = { type: 'string', format: 'date-time' };
const counts: JsonSchema = { type: 'array', items: count };

/** The body of GET /status. */
export function statusSchema(): JsonSchema {
  return exactObject({
    name: text,
    namespace: text,
    task: { enum: ['classification', 'regression'] },
    ready: { type: 'boolean' },
    time,
    startedAt: time,
    'configurationError?': text,
    conditions: {
      type: 'array',
      items: conditionSchema(),
      description: 'Conditions as in the status of a ModelMonitor: UnsupportedFields where fields have no effect here.',
    },
    versions: { type: 'array', items: versionSchema() },
    requests: exactObject({ last5Minutes: trafficSchema() }),
    total: exactObject({
      predictions: count,
      errors: count,
      unseen: { ...count, description: 'Rows with a category the model has not seen, refused or predicted.' },
    }),
    capture: exactObject({
      rows: count,
      maxRows: count,
      captured: count,
      sampledOut: count,
      dropped: count,
      refused: { ...count, description: 'Rows refused for a category the model has not seen that are kept for drift checks.' },
      repeatedIds: { ...count, description: 'Predicted rows with the id of an earlier row in the buffer.' },
    }),
    store: storeSchema(),
    drift: exactObject({
      canCheck: { type: 'boolean', description: 'Whether POST /generate_reports works here.' },
      last: { anyOf: [schemaRef('ReportEntry'), { type: 'null' }] },
      reports: { type: 'array', maxItems: 10, items: schemaRef('ReportEntry') },
    }),
  });
}

function storeSchema(): JsonSchema {
  const byReason: JsonSchema = { type: 'object', additionalProperties: count };
  return exactObject(
    {
      kind: { enum: ['buffer', 'file', 'postgres'] },
      connected: { type: ['boolean', 'null'], description: 'Whether the last call reached the store; null with a buffer.' },
      'reason?': { ...text, description: 'Why it did not.' },
      captured: count,
      written: { ...count, description: 'Rows in the store; with a buffer, rows that it took.' },
      queued: { ...count, description: 'Rows that wait to be written.' },
      dropped: { ...byReason, description: 'Rows that were not written, by reason.' },
      failed: { ...byReason, description: 'Rows that the store refused, by reason.' },
      spilled: { ...count, description: 'Rows that wait on disk.' },
      waitingLabels: { ...count, description: 'Labels whose prediction has not arrived.' },
      bytes: { type: ['integer', 'null'], description: 'Size of the store.' },
      'performance?': performanceSchema(),
    },
    { description: 'Where captured rows are kept: captured = written + queued + dropped + failed.' },
  );
}

function performanceSchema(): JsonSchema {
  const figure: JsonSchema = { type: ['number', 'null'] };
  const day = exactObject({
    from: text,
    value: { ...figure, description: 'The figure of the labelled predictions.' },
    lower: { ...figure, description: 'Lower end of its 95 % interval.' },
    upper: { ...figure, description: 'Upper end of its 95 % interval.' },
    estimate: { ...figure, description: 'What was expected before labels came.' },
    predicted: count,
    labelled: count,
    mature: { type: 'boolean', description: 'Whether nearly as many labels came as usual.' },
    worse: { type: 'boolean', description: 'Whether it is worse than the baseline beyond chance.' },
  });
  return exactObject(
    {
      version: text,
      metric: text,
      title: text,
      usualShare: { ...figure, description: 'Share of the predictions that usually get a label.' },
      delaySeconds: { ...figure, description: 'Half of the labels come within this time.' },
      baseline: figure,
      'warning?': { ...text, description: 'Why figures may not hold for all predictions.' },
      days: { type: 'array', maxItems: 30, items: day },
    },
    {
      description:
        'Performance by day of one version, by its leading metric: of those with the newest predictions one that became worse, else the one with most.',
    },
  );
}

function conditionSchema(): JsonSchema {
  return exactObject({ type: text, status: { enum: ['True', 'False', 'Unknown'] }, reason: text, message: text });
}

function versionSchema(): JsonSchema {
  return exactObject({
    name: text,
    role: { enum: ['answers', 'shadow'] },
    weight: { ...share, description: 'Share of the requests.' },
    loaded: { type: 'boolean' },
    format: text,
    'sha256?': { ...text, description: "First 12 digits of the model file's SHA-256." },
    'refresh?': { ...text, description: 'How often the source is checked for another model.' },
    'source?': { ...text, description: 'Where the model comes from.' },
    'loadedAt?': { ...time, description: 'When the model was loaded.' },
    'previous?': { type: 'boolean', description: 'Whether an earlier model answers, because the newer one could not be loaded.' },
    'up?': { type: 'boolean', description: 'Whether the server of a remote model answers.' },
    'error?': { ...text, description: 'Why it is not loaded, or why an earlier model answers.' },
    predictions: { ...count, description: 'Predicted rows since the start.' },
  });
}

function trafficSchema(): JsonSchema {
  return exactObject({
    requests: count,
    errors: count,
    perSecond: { type: 'number', minimum: 0 },
    p50: seconds,
    p95: seconds,
    p99: seconds,
    timeline: exactObject({ stepSeconds: { type: 'number' }, requests: counts, errors: counts }),
  });
}
