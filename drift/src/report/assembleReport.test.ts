import { categorical, check, numeric, ramp, settings, table } from '../testCheck.ts';

const missing = Number.NaN;
const full = numeric('x', ramp(100));

test('texts are compared by what they are made of, and new ones are counted', () => {
  const words = (rows: number, from: number) => Array.from({ length: rows }, (_, row) => `word ${'x'.repeat((row % 7) + 1)} ${from + row}`);
  const shouted = words(200, 400).map((text) => `${text}${text}${text}`);
  const of = (current: string[]) =>
    check({ reference: table(categorical('t', words(200, 100))), current: table(categorical('t', current)) });
  const same = of(words(200, 198));
  expect(same.features['t']).toMatchObject({ type: 'text', method: 'text', verdict: 'stable', current: { text: { new_share: 0.49 } } });
  expect(same.warnings[1]).toMatch('"t": its values are mostly different');
  expect(of(shouted).features['t']).toMatchObject({ verdict: 'drifted', current: { text: { new_share: 1 } } });
});

test.each([['2026-01-02'], ['2026-01-02T03:04:05Z'], ['2026-01-02 03:04'], ['2026-01-02T03:04:05.678+01:00']])(
  'times such as %s are left out, with a note',
  (time) => {
    const times = categorical('when', [time, null, time]);
    const report = check({ reference: table(times, full), current: table(times, full) });
    expect(report.features['when']).toMatchObject({ type: 'timestamp', verdict: 'ignored', drifted: null });
    expect(report.warnings[1]).toMatch('"when": the column holds times');
    expect(report.share_drifted_features).toBe(0);
  },
);

test('a method that was named is used for texts and times too', () => {
  const texts = categorical('t', ramp(100).map(String));
  const methods = { features: { t: { method: 'chisquare' as const } } };
  const report = check({ reference: table(texts), current: table(texts), settings: { ...settings, methods } });
  expect(report.features['t']).toMatchObject({ type: 'categorical', method: 'chisquare', verdict: 'stable' });
});

test.each([
  { name: 'many rows are immaterial', rows: 100_000, shift: 0.01, effectFloor: 0.02, drifted: false },
  { name: 'many rows are drift without a floor', rows: 100_000, shift: 0.01, effectFloor: 0, drifted: true },
  { name: 'many rows are drift when large', rows: 100_000, shift: 0.03, effectFloor: 0.02, drifted: true },
  { name: 'few rows are drift whatever the floor', rows: 1000, shift: 0.09, effectFloor: 0.2, drifted: true },
])('a significant shift of $name', ({ rows, shift, effectFloor, drifted }) => {
  const methods = { numeric: { method: 'ks' as const } };
  const report = check({
    reference: table(numeric('x', ramp(rows))),
    current: table(numeric('x', ramp(rows, shift))),
    settings: { ...settings, methods, effectFloor },
  });
  const { p_value, effect, reason, ...found } = report.features['x'] ?? {};
  expect(p_value).toBeLessThan(0.05);
  expect(effect?.size).toBeCloseTo(shift, 2);
  expect(found).toMatchObject({ drifted });
  expect(effect?.material).toBe(drifted);
  expect(reason === undefined).toBe(drifted);
});

test('a shift of the share of missing values is a test of its own', () => {
  const holed = (share: number) =>
    numeric(
      'x',
      ramp(400).map((value, row) => (row % 100 < share * 100 ? missing : value)),
    );
  const of = (share: number) => check({ reference: table(holed(0.1)), current: table(holed(share)) }).features['x'];
  expect(of(0.1)).toMatchObject({ verdict: 'stable', missing_shift: { p_value: 1, drifted: false } });
  expect(of(0.3)).toMatchObject({ missing_shift: { drifted: true } });
  expect(of(0.3)?.missing_over_time).toHaveLength(20);
  expect(check({ reference: table(full), current: table(full) }).features['x']).not.toHaveProperty('missing_shift');
});

test('a distance of few rows has to be significant too', () => {
  const [reference, ordinary, shifted] = [ramp(2000), ramp(30).map((value) => value * 0.8), ramp(30, 0.5)];
  const of = (current: number[], rules: 'guarded' | 'evidently') =>
    check({ reference: table(numeric('x', reference)), current: table(numeric('x', current)), settings: { ...settings, rules } }).features[
      'x'
    ];
  expect(of(ordinary, 'evidently')).toMatchObject({ method: 'wasserstein', verdict: 'drifted' });
  expect(of(ordinary, 'guarded')).toMatchObject({ verdict: 'stable', significance: { test: 'ks', significant: false } });
  expect(of(ordinary, 'guarded')?.reason).toMatch('chance explains the difference: p = 0.082 in a Kolmogorov–Smirnov test');
  expect(of(ordinary, 'guarded')?.score).toBe(of(ordinary, 'evidently')?.score);
  expect(of(shifted, 'guarded')).toMatchObject({ verdict: 'drifted', significance: { significant: true } });
});
