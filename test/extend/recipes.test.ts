import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { extendedCopy } from './extendedCopy.ts';
import { recipe } from './recipe.ts';

const sections = ['A drift method', 'A quality check', 'A performance metric', 'A model format', 'A Prometheus counter'];
const recipes = sections.map((section) => ({ section, files: recipe(section) }));
const files = recipes.flatMap((one) => one.files);
const copy = await extendedCopy(files);
/** Suites whose expected values come from the lists or what is generated from them, and those about the files of the repository. */
const suites = [
  'api/src/generate/docs',
  'api/src/report/report.test.ts',
  'api/src/validation/ruleProblems.test.ts',
  'api/src/validation/schemaProblems.test.ts',
  'cli/src/commands/validate.test.ts',
  'drift/src/methods/driftMethods.test.ts',
  'drift/src/methods/methods.test.ts',
  'drift/src/quality/qualityReport.test.ts',
  'predictor/src/http/requestPath.test.ts',
  'predictor/src/telemetry/catalogue.test.ts',
  'report/src/html/methodWords.test.ts',
  'test/architecture.imports.test.ts',
  'test/architecture.names.test.ts',
  'test/architecture.sizes.test.ts',
  'test/generated.test.ts',
];
const modelmonitor = (...args: string[]) => copy.node('cli/src/modelmonitor.js', ...args);
const csv = (header: string, row: (index: number) => string | number) =>
  `${header}\n${Array.from({ length: 300 }, (_, index) => row(index)).join('\n')}\n`;

test.each(recipes)('$section touches three files, one of them a test', ({ files: touched }) => {
  expect(new Set(touched.map(({ path }) => path)).size).toBe(3);
  expect(touched.filter(({ path }) => path.endsWith('.test.ts'))).toHaveLength(1);
});

test('the tests of the recipes pass', async () => {
  const paths = files.map(({ path }) => path).filter((path) => path.endsWith('.test.ts'));
  await copy.node('node_modules/jest/bin/jest.js', '--maxWorkers=1', ...paths);
});

// So that `make check` stays green after three files: no expected value may repeat the names of a list.
test('the suites that read the lists pass', async () => {
  expect(suites.filter((path) => !existsSync(join(import.meta.dirname, '../..', path)))).toEqual([]);
  await copy.node('node_modules/jest/bin/jest.js', '--maxWorkers=1', ...suites);
});

test('the files of the recipes have no error of types, and the format of the others', async () => {
  await copy.node('node_modules/typescript/bin/tsc', '--noEmit');
  await copy.node('node_modules/@biomejs/biome/bin/biome', 'check', '--vcs-enabled=false', ...new Set(files.map(({ path }) => path)));
});

test('the drift method is known to schema, report, page, docs, help and Evidently', async () => {
  copy.write(
    'reference.csv',
    csv('x', (row) => row),
  );
  copy.write(
    'current.csv',
    csv('x', (row) => 150 + row),
  );
  const compare = ['drift', '--reference', 'reference.csv', '--current', 'current.csv', '--numeric-method', 'kuiper'];
  await modelmonitor(...compare, '--json', 'report.json', '--html', 'report.html');
  expect(JSON.parse(copy.read('report.json')).features.x).toMatchObject({
    method: 'kuiper',
    score: 0.5,
    threshold: 0.2,
    verdict: 'drifted',
  });
  expect(copy.read('report.html')).toContain('Kuiper distance<small>0 same, 1 apart</small>');
  expect(await modelmonitor(...compare, '--format', 'evidently', '--json', '-')).toContain('method=kuiper');
  expect((await modelmonitor('drift', '--help')).replaceAll(/\s+/g, ' ')).toContain('kuiper (≥ 0.2)');
  expect(copy.read('docs/methods.md')).toContain('| `kuiper` | Kuiper distance | numeric |');
  expect(copy.read('docs/api.md')).toContain('`kuiper`');
  expect(copy.read('crds/modelmonitors.modelmonitor.dev.yaml')).toContain('- kuiper');
});

test('the quality check is known to report, schema, page and docs', async () => {
  copy.write(
    'reference.csv',
    csv('x', (row) => (row < 10 ? 0 : 1 + row / 7)),
  );
  copy.write(
    'current.csv',
    csv('x', (row) => (row < 200 ? 0 : 1 + row / 7)),
  );
  await modelmonitor(
    'drift',
    '--reference',
    'reference.csv',
    '--current',
    'current.csv',
    '--quality',
    'quality.html',
    '--json',
    'report.json',
  );
  const { tests } = JSON.parse(copy.read('report.json')).quality;
  expect(tests).toContainEqual(expect.objectContaining({ test: 'zero_share', column: 'x', value: 200 / 300, verdict: 'failed' }));
  expect(copy.read('quality.html')).toContain('<td class="what">Zeros</td>');
  expect(copy.read('docs/methods.md')).toContain('| `zero_share` | Zeros | each numeric column |');
  expect(copy.read('docs/report.schema.json')).toContain('"zero_share"');
});

test('the performance metric is known to report, page and docs', async () => {
  copy.write('reference.csv', csv('x,y,p', predictions(1)));
  copy.write('current.csv', csv('x,y,p', predictions(1.2)));
  const sides = ['--reference', 'reference.csv', '--current', 'current.csv', '--target', 'y', '--prediction', 'p'];
  await modelmonitor('drift', ...sides, '--json', 'report.json', '--html', 'report.html');
  expect(JSON.parse(copy.read('report.json')).performance.metrics.within_tenth).toMatchObject({
    reference: { value: 1 },
    current: { value: 0.75 },
    verdict: 'worse',
  });
  expect(copy.read('report.html')).toContain('<bdi>Within 10 %</bdi><small>higher is better</small>');
  expect(copy.read('docs/methods.md')).toContain('| `within_tenth` | Within 10 % | regression |');
  expect(copy.read('docs/report.md')).toContain('mean_error, within_tenth');
});

test('the model format is known to schema, loader and docs', async () => {
  copy.write('house/monitor.yaml', monitor);
  expect(await modelmonitor('validate', '-f', 'house')).toContain('valid');
  const values = await copy.node(
    '--input-type=module',
    '--eval',
    `
    import { loadModel } from '@modelmonitor/models';
    const contract = { task: 'regression', features: [{ name: 'area', type: 'numeric' }], classes: [] };
    const model = await loadModel(new TextEncoder().encode('{"intercept": 10, "coefficients": {"area": 2}}'), contract);
    process.stdout.write(String(model.predict(Float64Array.of(5), 1).values[0]));
  `,
  );
  expect(values).toBe('20');
  expect(copy.read('docs/api.md')).toContain('linear (JSON with the intercept and the coefficients of a linear regression)');
  expect(copy.read('docs/methods.md')).toContain('| `linear` |');
  expect(copy.read('crds/modelmonitors.modelmonitor.dev.yaml')).toContain('- linear');
});

// That the predictor exports it is what the test of the recipe shows.
test('the Prometheus counter is documented', () => {
  expect(copy.read('docs/metrics.md')).toContain(
    '| `modelmonitor_request_bytes_total` | counter |  | Bytes of the bodies of prediction requests. |',
  );
});

/** Rows of feature, target and prediction; every fourth prediction is off by a factor. */
function predictions(factor: number): (row: number) => string {
  return (row) => `${row},${10 + row},${(10 + row) * (row % 4 === 0 ? factor : 1)}`;
}

/** A monitor whose model is of the new format. */
const monitor = `apiVersion: modelmonitor.dev/v1alpha1
kind: ModelMonitor
metadata: { name: house }
spec:
  model:
    task: regression
    features: [{ name: area, type: numeric }]
    target: { name: price }
    versions: [{ name: v1, format: linear, source: { configMap: { name: house-model, key: model.json } } }]
  drift: { reference: { source: { configMap: { name: house-model, key: reference.csv } } } }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: house-model }
data:
  model.json: '{"intercept": 10, "coefficients": {"area": 2}}'
  reference.csv: "area\\n1\\n2\\n"
`;
