import { parse } from 'yaml';
import { exampleMonitor } from '../exampleMonitor.ts';
import { modelMonitorSchema } from '../schema/modelMonitor.ts';
import { validSamples } from './samples/validSamples.ts';
import { childSchema, type SchemaNode } from './schemaNode.ts';
import { createValidator } from './validate.ts';

const validate = createValidator();

test.each(validSamples)('accepts $name', ({ changes }) => {
  expect(validate(exampleMonitor(changes)).problems).toEqual([]);
});

test('every field of spec is set by one of these', () => {
  const set = new Set(
    validSamples.flatMap(({ changes }) => fieldsOf(exampleMonitor(changes), modelMonitorSchema as unknown as SchemaNode)),
  );
  expect(fieldsBelow(modelMonitorSchema.properties.spec as unknown as SchemaNode, 'spec').filter((field) => !set.has(field))).toEqual([]);
});

/** Paths of the fields that a document sets, entries of lists and values of maps without their place. */
function fieldsOf(value: unknown, schema: SchemaNode | undefined, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => fieldsOf(item, schema?.items, `${path}[]`));
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const at = schema?.properties === undefined ? `${path}.*` : `${path}.${key}`.replace(/^\./, '');
    return [at, ...fieldsOf(inner, childSchema(schema, key), at)];
  });
}

function fieldsBelow({ properties = {}, items, additionalProperties }: SchemaNode, path: string): string[] {
  const [entries, values] = [items, typeof additionalProperties === 'object' ? additionalProperties : undefined];
  return [
    ...Object.entries(properties).flatMap(([name, node]) => [`${path}.${name}`, ...fieldsBelow(node, `${path}.${name}`)]),
    ...(entries === undefined ? [] : fieldsBelow(entries, `${path}[]`)),
    ...(values === undefined ? [] : fieldsBelow(values, `${path}.*`)),
  ];
}

const minimal = `
apiVersion: modelmonitor.dev/v1alpha1
kind: ModelMonitor
metadata: { name: small }
spec:
  model:
    task: regression
    features: [{ name: x, type: numeric }]
    target: { name: y }
    versions: [{ name: v1, format: forest, source: { configMap: { name: small-model, key: model.json } } }]
  drift: { reference: { source: { configMap: { name: small-reference, key: reference.csv } } } }
`;

test('fills in the defaults that the documentation gives', () => {
  expect(validate(parse(minimal)).monitor).toEqual({
    apiVersion: 'modelmonitor.dev/v1alpha1',
    kind: 'ModelMonitor',
    metadata: { name: 'small', namespace: 'default' },
    spec: {
      model: {
        task: 'regression',
        features: [{ name: 'x', type: 'numeric', optional: false }],
        target: { name: 'y' },
        versions: [{ name: 'v1', format: 'forest', source: { configMap: { name: 'small-model', key: 'model.json' } }, shadow: false }],
      },
      serving: { replicas: 1, limits: { bodyBytes: 1_048_576, batchRows: 10_000 } },
      capture: { maxRows: 10_000, maxAge: '24h', sample: 1 },
      drift: {
        suspend: false,
        reference: { source: { configMap: { name: 'small-reference', key: 'reference.csv' } }, rows: 10_000 },
        window: { maxRows: 1000, maxAge: '1h', minRows: 50 },
        methods: {},
        confirmation: { runs: 1, of: 1 },
        rules: 'guarded',
        correction: 'benjaminiHochberg',
        effectFloor: 0.02,
        share: 0.5,
        levels: [
          { share: 0.2, action: 'monitor' },
          { share: 0.3, action: 'retrain' },
          { share: 0.5, action: 'recollect' },
        ],
        history: 10,
      },
      alerts: { latency: { p95Seconds: 1, slaSeconds: 2 }, errorRatio: 0.05, objective: 0.99 },
      monitoring: { serviceMonitor: { enabled: true, interval: '10s', labels: {} } },
    },
  });
});

test('defaults are filled in once: a monitor with its defaults is its own result', () => {
  const { monitor } = validate(exampleMonitor());
  expect(validate(monitor).monitor).toEqual(monitor);
});

test('defaults of one monitor are not those of the next', () => {
  const first = validate(parse(minimal)).monitor;
  first?.spec.drift.levels.splice(0);
  expect(validate(parse(minimal)).monitor?.spec.drift.levels).toHaveLength(3);
});

test('never changes its argument', () => {
  const document = exampleMonitor();
  validate(deepFrozen(document));
  expect(document).toEqual(exampleMonitor());
});

// As the API server does before it fills in defaults; `serving:` with every line below it commented out is null.
test('a field that is null counts as absent', () => {
  const { monitor } = validate(exampleMonitor({ 'spec.serving': null, 'spec.drift.share': null, 'spec.drift.every': null }));
  expect(monitor?.spec.serving.replicas).toBe(1);
  expect(monitor?.spec.drift.share).toBe(0.5);
  expect(monitor?.spec.drift).not.toHaveProperty('every');
});

test('keeps what it does not check: labels, status, affinity', () => {
  const affinity = { nodeAffinity: { preferred: [{ weight: 1 }] } };
  const { monitor } = validate(
    exampleMonitor({ 'metadata.labels': { team: 'a' }, 'status.ready': true, 'spec.serving.podTemplate.affinity': affinity }),
  );
  expect(monitor).toMatchObject({ metadata: { labels: { team: 'a' } }, status: { ready: true } });
  expect(monitor?.spec.serving.podTemplate?.affinity).toEqual(affinity);
});

test('reports everything at once, each field once', () => {
  const { problems } = validate(
    exampleMonitor({
      kind: 'Monitor',
      'metadata.name': 'Wine!',
      'spec.sering': {},
      'spec.model.features.2.type': 'number',
      'spec.model.versions.0.traffic': 70,
      'spec.capture.redact': ['ash', 'ash', 'sugar'],
      'spec.drift.schedule': 'hourly',
    }),
  );
  expect(problems.map(({ path }) => path)).toEqual([
    'kind',
    'metadata.name',
    'spec.sering',
    'spec.model.features[2].type',
    'spec.drift.schedule',
    'spec.capture.redact',
    'spec.model.versions',
    'spec.capture.redact[1]',
    'spec.drift.every',
  ]);
});

function deepFrozen(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  Object.values(value).map(deepFrozen);
  return Object.freeze(value);
}
