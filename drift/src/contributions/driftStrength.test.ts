import type { ColumnReport } from '@modelmonitor/api';
import { driftStrength } from './driftStrength.ts';

const effect = { measure: 'ks_statistic', size: 0.02, floor: 0.1, material: false } as const;
const material = { ...effect, size: 0.3, material: true };
const distance = { score: 0.2, threshold: 0.1, drifted: true };
const pValue = { score: 0.0025, p_value: 0.0025, threshold: 0.05, drifted: true };

test.each<{
  name: string;
  column: Pick<ColumnReport, 'score' | 'threshold' | 'drifted' | 'p_value' | 'corrected_p_value' | 'effect'>;
  expected: number | null;
}>([
  { name: 'a distance at twice the threshold is 2', column: distance, expected: 2 },
  { name: 'a distance of 0 is 0', column: { ...distance, score: 0 }, expected: 0 },
  { name: 'a huge distance is 10', column: { ...distance, score: 99 }, expected: 10 },
  { name: 'a p-value of the threshold squared is 2', column: pValue, expected: 2 },
  { name: 'a p-value of 1 is 0', column: { ...pValue, score: 1 }, expected: 0 },
  { name: 'a p-value of 0 is 10', column: { ...pValue, score: 0 }, expected: 10 },
  { name: 'a corrected p-value counts, not the raw one', column: { ...pValue, corrected_p_value: 0.05 }, expected: 1 },
  { name: 'a column that has not drifted is at most 1', column: { ...distance, drifted: false }, expected: 1 },
  { name: 'an immaterial effect stays below 1', column: { ...pValue, score: 0, effect }, expected: 0.2 },
  { name: 'a material effect changes nothing', column: { ...pValue, effect: material }, expected: 2 },
  { name: 'a column without a score is unknown', column: { score: null, threshold: null, drifted: null }, expected: null },
  { name: 'a column that drifted without a score is 10', column: { score: null, threshold: null, drifted: true }, expected: 10 },
  { name: 'a threshold of 0 is no measure of a distance', column: { ...distance, threshold: 0 }, expected: null },
  { name: 'a threshold of 1 is no measure of a p-value', column: { ...pValue, threshold: 1 }, expected: null },
])('$name', ({ column, expected }) => {
  const strength = driftStrength(column);
  if (expected === null) expect(strength).toBeNull();
  else expect(strength).toBeCloseTo(expected, 12);
});
