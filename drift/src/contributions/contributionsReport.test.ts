import { type ColumnReport, contributionsReportSchema } from '@modelmonitor/api';
import { type Explainer, loadForest, type Model, type ModelContract } from '@modelmonitor/models';
import { Ajv } from 'ajv';
import type { Table } from '../../../tables/src/table.ts';
import { type ContributionsInput, contributionsReport } from './contributionsReport.ts';

const contract: ModelContract = {
  task: 'classification',
  features: [
    { name: 'alcohol', type: 'numeric' },
    { name: 'soil', type: 'categorical', values: ['clay', 'sand'] },
    { name: 'unused', type: 'numeric' },
  ],
  classes: ['red', 'white'],
};
/** Three trees: two ask for alcohol, one for the soil. */
const file = {
  format: 'modelmonitor/forest',
  formatVersion: 1,
  task: 'classification',
  aggregation: 'vote',
  features: ['alcohol', 'soil', 'unused'],
  categories: { soil: ['clay', 'sand'] },
  classes: contract.classes,
  training: {},
  trees: [
    { feature: [0, -1, -1], value: [12, 0, 1] },
    { feature: [0, -1, -1], value: [12, 0, 1] },
    { feature: [1, -1, -1], value: [0.5, 0, 1] },
  ],
};
const model: Model = loadForest(new TextEncoder().encode(JSON.stringify(file)), contract);
const withoutExplainer: Model = { categories: model.categories, predict: model.predict };

const table = (alcohol: readonly number[], soil: readonly (string | null)[]): Table => ({
  rows: alcohol.length,
  columns: [
    { name: 'alcohol', type: 'numeric', values: Float64Array.from(alcohol) },
    { name: 'soil', type: 'categorical', values: soil },
    { name: 'unused', type: 'numeric', values: Float64Array.from(alcohol, (_, row) => row) },
  ],
});
const drift = (score: number) => ({ score, threshold: 0.1, drifted: score >= 0.1 }) as ColumnReport;
const input: ContributionsInput = {
  model,
  contract,
  reference: table([11, 11, 13, 13], ['clay', 'sand', 'clay', 'sand']),
  current: table([13, 13, 13, 11], ['clay', 'sand', 'clay', 'sand']),
  reports: { alcohol: drift(0.2), soil: drift(0.9), unused: drift(0.9) },
};
const label = (values: readonly (string | null)[]) => ({ name: 'colour', type: 'categorical', values }) as const;

function expectStrict(report: unknown): void {
  const validate = new Ajv().compile(contributionsReportSchema);
  validate(JSON.parse(JSON.stringify(report)));
  expect(validate.errors ?? []).toEqual([]);
}

test.each([
  { orders: undefined, rows: 1000 },
  { orders: 96, rows: 520 },
  { orders: 100_000, rows: 50 },
])('contributions estimated from $orders orders are measured on $rows rows', async ({ orders, rows }) => {
  const many = table(
    Array.from({ length: 2000 }, (_, row) => row % 20),
    new Array<string>(2000).fill('clay'),
  );
  const explainer = async (): Promise<Explainer> => ({
    scale: 'value',
    outputs: 1,
    base: new Float64Array(1),
    ...(orders === undefined ? {} : { orders }),
    contributions: (given) => given,
  });
  const report = await contributionsReport({ ...input, model: { ...withoutExplainer, explainer }, reference: many, current: many });
  expect(report.rows).toEqual({ reference: rows, current: rows });
});

test('a forest has exact contributions, ranked by importance times drift', async () => {
  const report = await contributionsReport(input);
  expectStrict(report);
  // Half of the reference goes each way: alcohol moves a probability by 2/3 · 1/2, the soil by 1/3 · 1/2.
  expect(report).toEqual({
    method: 'tree_shap',
    rows: { reference: 4, current: 4 },
    features: [
      {
        name: 'soil',
        importance: { reference: expect.closeTo(1 / 6, 12), current: expect.closeTo(1 / 6, 12) },
        share: expect.closeTo(1 / 3, 12),
        drift: expect.closeTo(9, 12),
        priority: expect.closeTo(3, 12),
      },
      {
        name: 'alcohol',
        importance: { reference: expect.closeTo(1 / 3, 12), current: expect.closeTo(1 / 3, 12) },
        share: expect.closeTo(2 / 3, 12),
        drift: 2,
        priority: expect.closeTo(4 / 3, 12),
      },
      { name: 'unused', importance: { reference: 0, current: 0 }, share: 0, drift: expect.closeTo(9, 12), priority: 0 },
    ],
  });
});

test('another model has permutation importance, on the sides that have labels', async () => {
  const labels = { reference: label(['red', 'red', 'white', 'white']), current: label([null, null, null, null]) };
  const report = await contributionsReport({ ...input, model: withoutExplainer, labels });
  expectStrict(report);
  expect(report.method).toBe('permutation');
  expect(report.reason).toBeUndefined();
  expect(report.features.map(({ importance }) => importance.current)).toEqual([null, null, null]);
  const importance = Object.fromEntries(report.features.map((feature) => [feature.name, feature.importance.reference]));
  expect(importance['alcohol']).toBeGreaterThan(0);
  expect(importance['unused']).toBe(0);
});

test.each<{ name: string; changes: Partial<ContributionsInput>; expected: object }>([
  {
    name: 'a model without exact contributions or labels has its features, and says why there are no figures',
    changes: { model: withoutExplainer },
    expected: { method: 'permutation', reason: 'the model gives no exact contributions, and permutation importance needs labelled rows' },
  },
  {
    name: 'a table without a feature has no features',
    changes: { current: { rows: 1, columns: [] } },
    expected: { features: [], reason: 'contributions need the feature "alcohol", got a table without it' },
  },
  {
    name: 'an empty reference is no background',
    changes: { reference: table([], []) },
    expected: { features: [], reason: 'expected background rows to explain with, got 0' },
  },
])('$name', async ({ changes, expected }) => {
  const report = await contributionsReport({ ...input, ...changes });
  expectStrict(report);
  expect(report).toMatchObject(expected);
});

test('an empty current table leaves the importance of the reference', async () => {
  const report = await contributionsReport({ ...input, current: table([], []) });
  expectStrict(report);
  expect(report.features[0]).toMatchObject({ name: 'soil', importance: { current: null }, share: expect.closeTo(1 / 3, 12) });
});

test('a feature without a drift report, also one called constructor, has no priority', async () => {
  const report = await contributionsReport({ ...input, reports: {} });
  expect(report.features.every(({ drift: strength, priority }) => strength === null && priority === null)).toBe(true);
});
