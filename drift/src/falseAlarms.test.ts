import { normalFrom, randomFromSeed } from '@modelmonitor/stats';
import { categorical, check, numeric, settings, table } from './testCheck.ts';

// The defaults of `spec.drift`; `make bench-trust` measures many more references, windows and columns.
const defaults = { ...settings, correction: 'benjaminiHochberg' as const, effectFloor: 0.02, minRows: 50 };

/** Rows of columns that distances, or chi-square, call drifted in most small windows. */
function drawRows(rows: number, random: () => number) {
  const normal = normalFrom(random);
  const many = <Value>(value: () => Value) => Array.from({ length: rows }, value);
  const rare = () => Math.floor(20 / (random() + 0.05));
  return table(
    numeric('normal', many(normal)),
    numeric(
      'heavy',
      many(() => Math.exp(2 * normal())),
    ),
    numeric(
      'zeros',
      many(() => (random() < 0.8 ? 0 : random())),
    ),
    categorical(
      'ordinal',
      many(() => `${Math.max(0, Math.round(5 + 2 * normal()))}`),
    ),
    categorical(
      'rare',
      many(() => `c${rare()}`),
    ),
    categorical(
      'flag',
      many(() => (random() < 0.01 ? 'yes' : 'no')),
    ),
  );
}

test.each([
  { referenceRows: 400, windowRows: 50 },
  { referenceRows: 400, windowRows: 500 },
  { referenceRows: 1400, windowRows: 50 },
  { referenceRows: 1400, windowRows: 500 },
  { referenceRows: 3000, windowRows: 50 },
])('windows of $windowRows rows drawn like a reference of $referenceRows are stable', ({ referenceRows, windowRows }) => {
  const random = randomFromSeed(referenceRows + windowRows);
  const windows = 40;
  const verdicts = (rules: 'guarded' | 'evidently') =>
    Array.from({ length: windows }, () =>
      check({
        reference: drawRows(referenceRows, random),
        current: drawRows(windowRows, random),
        settings: { ...defaults, rules },
      }),
    );
  const guarded = verdicts('guarded');
  expect(guarded.filter(({ verdict }) => verdict === 'drifted')).toHaveLength(0);
  // 5 % of 40 windows, and three standard errors.
  expect(guarded.filter(({ n_drifted_features }) => n_drifted_features > 0).length).toBeLessThanOrEqual(6);
  expect(verdicts('evidently').filter(({ n_drifted_features }) => n_drifted_features > 0).length).toBeGreaterThan(6);
});

test('a window in which every column moved is drifted', () => {
  const random = randomFromSeed(3);
  const normal = normalFrom(random);
  const moved = (shift: number, rows: number) =>
    table(
      ...['a', 'b', 'c'].map((name) =>
        numeric(
          name,
          Array.from({ length: rows }, () => normal() + shift),
        ),
      ),
    );
  expect(check({ reference: moved(0, 1400), current: moved(1, 50), settings: defaults }).verdict).toBe('drifted');
});
