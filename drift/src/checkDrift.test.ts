import { randomFromSeed, shuffle } from '@modelmonitor/stats';
import { categorical, check, numeric, ramp, settings, table } from './testCheck.ts';

const { NaN: missing, POSITIVE_INFINITY: inf } = Number;

test('a shifted feature drifts, an unshifted one does not, and their share decides', () => {
  const report = check({
    reference: table(numeric('moved', ramp(200)), numeric('still', ramp(200))),
    current: table(numeric('moved', ramp(100, 0.5)), numeric('still', ramp(100))),
  });
  expect(report).toMatchObject({
    n_features: 2,
    n_drifted_features: 1,
    share_drifted_features: 0.5,
    dataset_drift: true,
    verdict: 'drifted',
    level: 'recollect',
    features: { moved: { method: 'ks', drifted: true, verdict: 'drifted' }, still: { drifted: false, verdict: 'stable' } },
    warnings: ['said before'],
  });
});

test.each([
  { drifted: 0, level: null, verdict: 'stable' },
  { drifted: 1, level: null, verdict: 'stable' },
  { drifted: 2, level: 'monitor', verdict: 'stable' },
  { drifted: 3, level: 'retrain', verdict: 'stable' },
  { drifted: 5, level: 'recollect', verdict: 'drifted' },
  { drifted: 10, level: 'recollect', verdict: 'drifted' },
])('$drifted of 10 drifted features are the level $level and $verdict', ({ drifted, level, verdict }) => {
  const columns = (shifted: number) => Array.from({ length: 10 }, (_, index) => numeric(`f${index}`, ramp(100, index < shifted ? 1 : 0)));
  expect(check({ reference: table(...columns(0)), current: table(...columns(drifted)) })).toMatchObject({ level, verdict });
});

test('missing and infinite values are counted on both sides and change no score', () => {
  const [reference, current] = [ramp(300), ramp(200, 0.1)];
  const clean = check({ reference: table(numeric('x', reference)), current: table(numeric('x', current)) }).features['x'];
  const holed = check({
    reference: table(numeric('x', [missing, ...reference, inf])),
    current: table(numeric('x', [-inf, ...current, missing, missing, inf])),
  }).features['x'];
  expect(holed).toMatchObject({ score: clean?.score, statistic: clean?.statistic, reference: clean?.reference, current: clean?.current });
  expect(holed?.missing).toEqual({
    reference: { count: 1, share: 1 / 302, infinite: 1 },
    current: { count: 2, share: 2 / 204, infinite: 2 },
  });
});

test('the order of rows changes nothing', () => {
  const mixed = (values: number[]) => shuffle(values, randomFromSeed(7));
  const of = (arrange: (values: number[]) => number[]) =>
    check({ reference: table(numeric('x', arrange(ramp(300)))), current: table(numeric('x', arrange(ramp(200, 0.1)))) });
  expect(of(mixed)).toEqual(of((values) => values));
});

const full = numeric('x', ramp(100));
test.each([
  { name: 'too few rows', reference: full, current: numeric('x', ramp(9)), reason: 'expected at least 10 current values, got 9' },
  {
    name: 'too few values',
    reference: full,
    current: numeric('x', [...ramp(9), ...new Array(50).fill(missing)]),
    reason: 'expected at least 10 current values, got 9',
  },
  {
    name: 'a reference of gaps',
    reference: numeric('x', [missing, inf]),
    current: full,
    reason: 'the reference has no values in this column',
    verdict: 'empty',
  },
  {
    name: 'another kind',
    reference: full,
    current: categorical('x', new Array(20).fill('a')),
    reason: 'the column is numeric in the reference and categorical in the current data',
  },
  {
    name: 'numbers beyond comparison',
    reference: numeric('x', [-1.7e308, 1.7e308, ...ramp(40)]),
    current: numeric('x', ramp(20, 1e308)),
    reason: /finite/,
  },
])('$name leave a column without a score, with the reason', ({ reference, current, reason, verdict = 'unknown' }) => {
  const methods = { numeric: { method: 'psi' as const } };
  const column = check({ reference: table(reference), current: table(current), settings: { ...settings, methods, minRows: 10 } }).features[
    'x'
  ];
  expect(column).toMatchObject({ verdict, drifted: null, score: null, method: null });
  expect(column?.reason).toEqual(typeof reason === 'string' ? reason : expect.stringMatching(reason));
});

test('features without a verdict take no part in the share', () => {
  const report = check({
    reference: table(numeric('moved', ramp(100)), numeric('empty', new Array(100).fill(missing))),
    current: table(numeric('moved', ramp(100, 1)), numeric('empty', ramp(100)), numeric('new', ramp(100))),
  });
  expect(report).toMatchObject({ n_features: 2, n_drifted_features: 1, share_drifted_features: 1, verdict: 'drifted' });
  expect(report.warnings.slice(1)).toEqual(['"new": the column is only in the current data and was not compared']);
});

test('a column that lost all its values, or vanished, has drifted by its missing values; a warning lists them', () => {
  const none = (name: string) => numeric(name, new Array(100).fill(missing));
  const mostlyEmpty = numeric('sparse', [...ramp(3), ...new Array(97).fill(missing)]);
  const kept = ['a', 'b', 'c', 'd'].map((name) => numeric(name, ramp(100)));
  const report = check({
    reference: table(...kept, categorical('text', new Array(100).fill('x')), mostlyEmpty),
    current: table(none('a'), none('b'), numeric('d', ramp(100)), categorical('text', new Array(100).fill(null)), none('sparse')),
  });
  expect(report).toMatchObject({ n_features: 6, n_drifted_features: 4, share_drifted_features: 0.8, verdict: 'drifted' });
  const outcome = { verdict: 'drifted', drifted: true, method: null, score: null, missing_shift: { drifted: true } };
  expect(report.features['a']).toMatchObject({ ...outcome, reason: 'the current data has no values in this column' });
  expect(report.features['c']).toMatchObject({
    ...outcome,
    reason: 'the column is not in the current data',
    missing: { current: { count: 100, share: 1 } },
  });
  // Few values in the reference: none in as many rows is what chance does.
  expect(report.features['sparse']).toMatchObject({ verdict: 'empty', drifted: null, missing_shift: { drifted: false } });
  expect(report.warnings.slice(1)).toEqual([
    '4 columns have no values in the current data: "a", "b", "text", "sparse"',
    '1 column is not in the current data: "c"',
  ]);
});

test('a column that is gone is no drift where chance may explain it', () => {
  const report = check({
    reference: table(numeric('x', [...ramp(2), missing, missing])),
    current: table(numeric('x', [missing, missing])),
  });
  expect(report.features['x']).toMatchObject({ verdict: 'empty', drifted: null });
});

test('a window with too few rows has no verdict, and still its summaries', () => {
  const report = check({ reference: table(full), current: table(numeric('x', ramp(5, 9))), settings: { ...settings, minRows: 50 } });
  expect(report).toMatchObject({
    verdict: 'unknown',
    reason: 'expected at least 50 current rows, got 5',
    dataset_drift: null,
    share_drifted_features: null,
    level: null,
  });
  expect(report.features['x']?.current).toMatchObject({ rows: 5, minimum: 9 });
});

test('an empty window has no verdict', () => {
  const report = check({ reference: table(full), current: { rows: 0, columns: [] } });
  expect(report).toMatchObject({ verdict: 'unknown', reason: 'expected at least 1 current rows, got 0', n_drifted_features: 0 });
});

test.each(['auto', 'ks', 'wasserstein', 'chisquare', 'z', 'jensenshannon', 'psi'] as const)(
  'a constant column is no drift by %s, and says that it is constant',
  (method) => {
    const constant = numeric('x', new Array(60).fill(3.5));
    const report = check({
      reference: table(constant),
      current: table(constant),
      settings: { ...settings, methods: { numeric: { method } } },
    });
    expect(report.features['x']).toMatchObject({ verdict: 'constant', drifted: false });
  },
);

test('one row of a category the reference never had has a p-value of 0, and is drift by the rules of Evidently alone', () => {
  const sides = {
    reference: table(categorical('x', ['a', 'b', 'c'])),
    current: table(categorical('x', ['a', 'b', 'c', 'd'])),
  };
  const score = { method: 'chisquare', score: 0, p_value: 0, statistic: null };
  expect(check(sides).features['x']).toMatchObject({
    ...score,
    verdict: 'stable',
    significance: { test: 'chisquare_homogeneity', p_value: 1, significant: false },
    reason: 'chance explains the difference: p = 1 in a test of homogeneity; a value that the reference lacks sets the score to 0',
  });
  const evidently = check({ ...sides, settings: { ...settings, rules: 'evidently' } });
  expect(evidently).toMatchObject({ correction: 'none', settings: { rules: 'evidently', effect_floor: 0 } });
  expect(evidently.features['x']).toMatchObject({ ...score, verdict: 'drifted' });
  expect(evidently.features['x']).not.toHaveProperty('significance');
});

test('whole numbers of which the current side has one more drift when their shares do', () => {
  const values = (counts: readonly number[]) =>
    categorical(
      'x',
      counts.flatMap((count, value) => new Array<string>(count).fill(`${value}`)),
    );
  const ten = [20, 60, 120, 180, 200, 180, 120, 80, 30, 10];
  const of = (current: readonly number[]) => check({ reference: table(values(ten)), current: table(values(current)) }).features['x'];
  expect(of([...ten.slice(0, 9), 9, 1])).toMatchObject({ method: 'chisquare', score: 0, verdict: 'stable' });
  expect(of([0, 20, 60, 120, 180, 200, 180, 120, 80, 30, 10])).toMatchObject({ method: 'chisquare', score: 0, verdict: 'drifted' });
});

test.each([
  { correction: 'none', corrected: {} },
  { correction: 'bonferroni', corrected: { a: 3, b: 3 } },
  { correction: 'benjaminiHochberg', corrected: { a: 1.5, b: 1 } },
] as const)('$correction corrects the p-value over all features that were tested, and keeps the score', ({ correction, corrected }) => {
  const report = check({
    reference: table(numeric('a', ramp(100)), numeric('b', ramp(100)), numeric('c', ramp(100))),
    current: table(numeric('a', ramp(100, 0.2)), numeric('b', ramp(100, 0.12)), numeric('c', ramp(100, 0.2))),
    settings: { ...settings, correction, methods: { features: { c: { method: 'psi' } } } },
  });
  const { a, b, c } = report.features;
  expect(a?.score).toBe(a?.p_value);
  for (const [name, column] of Object.entries({ a, b })) {
    const factor = (corrected as Record<string, number>)[name];
    if (factor === undefined) expect(column).not.toHaveProperty('corrected_p_value');
    else expect(column?.corrected_p_value).toBeCloseTo(Math.min(1, factor * (column?.p_value ?? 0)), 12);
  }
  expect(c).not.toHaveProperty('p_value');
  expect(c?.score).toBe(c?.statistic);
  expect(c?.significance?.p_value).toBe(a?.p_value);
});

test('a p-value below its threshold is no drift where the correction takes it above', () => {
  const still = Array.from({ length: 9 }, (_, index) => numeric(`still ${index}`, ramp(100)));
  const report = check({
    reference: table(numeric('x', ramp(100)), ...still),
    current: table(numeric('x', ramp(100, 0.2)), ...still),
    settings: { ...settings, correction: 'benjaminiHochberg' },
  });
  const { score = 0, threshold = 0, ...found } = report.features['x'] ?? {};
  expect(score).toBeLessThan(threshold ?? 0);
  expect(found).toMatchObject({
    verdict: 'stable',
    reason: expect.stringMatching(/^chance explains the difference: p = 0\.\d+ after the correction$/),
  });
});

test('prediction and target are judged beside the features, uncorrected', () => {
  const answers = categorical('answer', [...'aabbcc']);
  const report = check({
    reference: table(numeric('x', ramp(6)), answers),
    current: table(numeric('x', ramp(6))),
    features: ['x'],
    prediction: { name: 'answer', current: categorical('prediction', [...'aaabbc']) },
    target: { name: 'label', current: categorical('label', [...'aaabbc']) },
    settings: { ...settings, correction: 'bonferroni' },
  });
  expect(report.prediction).toMatchObject({ type: 'categorical', method: 'chisquare', score: report.prediction?.p_value });
  expect(report.target).toBeNull();
  expect(report.n_features).toBe(1);
});
