import { Ajv2020 } from 'ajv/dist/2020.js';
import { contractOf } from '../../contract/contract.ts';
import { problemKinds } from '../../problem.ts';
import { type ExampleMonitorOptions, exampleMonitor, hostileName } from './exampleMonitor.ts';
import { type OpenApiDocument, openApiDocument } from './openApiDocument.ts';

type Json = Record<string, unknown>;

function documentOf(options: ExampleMonitorOptions = {}): OpenApiDocument {
  const monitor = exampleMonitor(options);
  return roundTrip(openApiDocument({ monitor, contract: contractOf(monitor.spec.model), version: '1.2.3', withMetrics: true }));
}

/** As a client sees it: through JSON. */
function roundTrip(document: OpenApiDocument): OpenApiDocument {
  return JSON.parse(JSON.stringify(document));
}

/** Every object in a document, with its JSON pointer. */
function* nodes(value: unknown, pointer = ''): Generator<[string, Json]> {
  if (value === null || typeof value !== 'object') return;
  if (!Array.isArray(value)) yield [pointer, value as Json];
  for (const [name, child] of Object.entries(value)) yield* nodes(child, `${pointer}/${name}`);
}

function operationsOf({ paths }: OpenApiDocument): { path: string; method: string; operation: Json }[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method, operation: operation as Json })),
  );
}

function ajvOf(document: OpenApiDocument) {
  // Union types and enums beside a type are how a nullable category reads.
  const ajv = new Ajv2020({
    strict: true,
    allowUnionTypes: true,
    strictTypes: false,
    strictRequired: false,
    strictTuples: true,
    ownProperties: true,
    formats: { 'date-time': true },
  });
  ajv.addVocabulary(['example', 'components', 'openapi', 'info', 'tags', 'paths', 'security']);
  ajv.addSchema(document, 'doc');
  return (name: string) => ajv.compile({ $ref: `doc#/components/schemas/${name}` });
}

const webhook = { secretRef: { name: 'modelmonitor-mlflow', key: 'secret' } };
const documents = [
  { name: 'a classification', options: {} },
  { name: 'a regression', options: { target: { name: 'price' } } },
  { name: 'numbers only', options: { features: [{ name: 'x', type: 'numeric' }], target: { name: 'y' } } },
  { name: 'a categorical feature whose categories are not known yet', options: { features: [{ name: 'soil', type: 'categorical' }] } },
  {
    name: 'names like numbers',
    options: {
      features: [
        { name: '2', type: 'numeric', range: { min: 5 } },
        { name: '1', type: 'numeric', range: { max: -5 } },
      ],
    },
  },
  {
    name: 'basic and bearer authentication',
    options: { serving: { auth: { basic: { secretRef: { name: 's' } }, bearer: { secretRef: { name: 's' } } } } },
  },
  { name: 'a model of MLflow with a webhook', options: { source: { mlflow: { trackingURI: 'http://mlflow', model: 'wine', webhook } } } },
  { name: 'a model that is served elsewhere', options: { source: { events: {} } } },
];

describe.each(documents)('the document of $name', ({ options }) => {
  const document = documentOf(options);

  test('has every reference resolved', () => {
    const known = new Set([...nodes(document)].map(([pointer]) => `#${pointer}`));
    const broken = [...nodes(document)].map(([, node]) => node['$ref']).filter((ref) => typeof ref === 'string' && !known.has(ref));
    expect(broken).toEqual([]);
  });

  test('has schemas that compile', () => {
    const compile = ajvOf(document);
    for (const name of Object.keys(document.components['schemas'] ?? {})) expect(() => compile(name)).not.toThrow();
  });

  test('declares each path parameter, gives each operation its own id, and describes each response', () => {
    const operations = operationsOf(document);
    for (const { path, operation } of operations) {
      const inPath = ((operation['parameters'] ?? []) as Json[]).filter((parameter) => parameter['in'] === 'path');
      const declared = inPath.map((parameter) => parameter['name']);
      expect(declared).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
      for (const response of Object.values(operation['responses'] as Json)) expect(response).toHaveProperty('description');
    }
    const ids = operations.map(({ operation }) => operation['operationId']);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('has component names that OpenAPI allows', () => {
    for (const group of Object.values(document.components))
      for (const name of Object.keys(group)) expect(name).toMatch(/^[a-zA-Z0-9._-]+$/);
  });

  test('has examples of problems that are problem details of their kind', () => {
    const compile = ajvOf(document);
    for (const [name, { value }] of Object.entries(document.components['examples'] ?? {})) {
      const [schema = '', kind] = name.split('.');
      const valid = compile(schema);
      expect({ name, valid: valid(value), errors: valid.errors }).toEqual({ name, valid: true, errors: null });
      expect((value as Json)['type']).toBe(`urn:modelmonitor:problem:${kind}`);
    }
  });
});

test.each([
  { path: '/webhooks/mlflow', source: { mlflow: { trackingURI: 'http://mlflow', model: 'wine', webhook } } },
  { path: '/events', source: { events: {} } },
])('$path is described where a version takes it, and only there', ({ path, source }) => {
  expect(documentOf({ source }).paths).toHaveProperty([path]);
  expect(documentOf().paths).not.toHaveProperty([path]);
});

// No category is accepted before a model names them.
test.each(documents.filter(({ name }) => !name.includes('not known yet')))(
  'request examples of $name are accepted by their schema',
  ({ options }) => {
    const document = documentOf(options);
    const compile = ajvOf(document);
    let examples = 0;
    for (const { operation } of operationsOf(document)) {
      const content = (
        operation['requestBody'] as
          | { content: Record<string, { schema: { $ref: string }; examples: Record<string, { value: unknown }> }> }
          | undefined
      )?.content['application/json'];
      if (content === undefined) continue;
      const valid = compile(content.schema.$ref.replace('#/components/schemas/', ''));
      for (const [name, { value }] of Object.entries(content.examples)) {
        examples++;
        expect({ name, valid: valid(value), errors: valid.errors }).toEqual({ name, valid: true, errors: null });
      }
    }
    expect(examples).toBeGreaterThan(5);
  },
);

test('every kind of problem except the general ones is documented at a route', () => {
  const document = documentOf();
  const used = new Set(
    [...nodes(document.paths)].flatMap(([, node]) =>
      typeof node['$ref'] === 'string' ? [/examples\/\w+\.(\w+)$/.exec(node['$ref'])?.[1]] : [],
    ),
  );
  const missing = Object.keys(problemKinds).filter((kind) => !used.has(kind));
  // A client that left reads no response.
  expect(missing).toEqual(['method_not_allowed', 'misdirected', 'client_closed', 'internal']);
});

test('the example of a refused row comes from the reader of this contract', () => {
  const example = documentOf().components['examples']?.['Problem.out_of_range'];
  expect(example).toHaveProperty('value.detail', 'feature "alcohol": expected a number ≥ 11 and ≤ 15, got -988');
});

test('names that are markup stay text, and names like numbers keep their order', () => {
  const schemas = documentOf().components['schemas'] as Record<string, { properties: Json; prefixItems: Json[] }>;
  expect(Object.keys(schemas['NamedRow']?.properties ?? {})).toContain(hostileName);
  const numbered = documentOf({
    features: [
      { name: '2', type: 'numeric' },
      { name: '1', type: 'numeric', range: { max: -5 } },
    ],
  });
  const inOrder = [...nodes(numbered.paths['/predict'])].find(([pointer]) => pointer.endsWith('/examples/in_order/value'))?.[1];
  expect(inOrder).toEqual({ features: [0, -5] });
});

test('credentials are required exactly where the resource requires them', () => {
  expect(documentOf().security).toBeUndefined();
  const guarded = documentOf({ serving: { auth: { bearer: { secretRef: { name: 's' } } } } });
  expect(guarded.security).toEqual([{ bearer: [] }]);
  expect(guarded.components['securitySchemes']).toEqual({ bearer: { type: 'http', scheme: 'bearer' } });
  const open = operationsOf(guarded).filter(({ operation }) => operation['security'] !== undefined);
  expect(open.map(({ path }) => path)).toEqual(expect.arrayContaining(['/healthz', '/readyz', '/metrics', '/v2/health/live']));
  expect(open.map(({ path }) => path)).not.toEqual(expect.arrayContaining(['/predict']));
});

test('the example row has typical values where the contract accepts them', () => {
  const monitor = exampleMonitor();
  const document = openApiDocument({
    monitor,
    contract: contractOf(monitor.spec.model),
    version: '1',
    withMetrics: false,
    typical: { alcohol: 12.7, 'malic acid': -1, soil: 'sand' },
  });
  const example = [...nodes(roundTrip(document).paths['/predict'])].find(([pointer]) => pointer.endsWith('/examples/by_name/value'))?.[1];
  expect(example).toEqual({ features: { alcohol: 12.7, 'malic acid': 0, hue: 0, soil: 'sand', [hostileName]: 0 } });
  expect(document.paths).not.toHaveProperty('/metrics');
});
