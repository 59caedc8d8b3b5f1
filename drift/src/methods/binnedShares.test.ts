import type { DriftMethod } from '@modelmonitor/api';
import { columnPair } from '../../../tables/src/columns/columnPair.ts';
import { prepareColumn } from '../../../tables/src/columns/prepareColumn.ts';
import { compareColumn } from './compareColumn.ts';
import { methodNamed } from './driftMethods.ts';

/** 21 values a step apart, so many rows of each as the function says. */
function column(rowsOf: (value: number) => number, { step = 1, gaps = 0 }: { step?: number; gaps?: number } = {}) {
  const counts = Array.from({ length: 21 }, (_, value) => rowsOf(value));
  const values = new Float64Array(gaps + counts.reduce((sum, count) => sum + count, 0)).fill(Number.NaN);
  let row = 0;
  for (const [value, count] of counts.entries()) {
    values.fill(value * step, row, row + count);
    row += count;
  }
  return prepareColumn({ name: 'x', type: 'numeric', values });
}

const reference = (value: number) => 10_000 + 500 * value;
const current = (value: number) => 18_000 - 400 * value;

// Evidently 0.7.21 with numpy 2.4.6: its stattests on the 609,000 values, as int64 and as float64
test.each<{ method: DriftMethod; name: string; whole: number; real: number }>([
  { method: 'psi', name: 'psi', whole: 0.14356738911412092, real: 0.14366879527606083 },
  { method: 'kl_div', name: 'kl_div', whole: 0.07151938697943483, real: 0.07158467114828387 },
  { method: 'jensenshannon', name: 'jensenshannon', whole: 0.13322922937508178, real: 0.1332728575800367 },
])('$name cuts no bin of whole numbers narrower than 1, as numpy', ({ method, whole, real }) => {
  const score = (options: { step?: number; gaps?: number }) => {
    const pair = columnPair(column(reference, options), column(current, options));
    return pair && compareColumn(methodNamed(method), pair).distance;
  };
  expect(score({})).toBeCloseTo(whole, 12);
  expect(score({ step: 0.5 })).toBeCloseTo(real, 12);
  // With gaps they are real numbers in pandas.
  expect(score({ gaps: 1 })).toBeCloseTo(real, 12);
});
