import { unbalancedTag } from '../unbalancedTag.ts';
import { intervalMark } from './intervalMark.ts';

const estimate = (value: number, lower: number | null = null, upper: number | null = null) => ({ value, lower, upper });

test('both intervals lie on one scale, reference above current', () => {
  const mark = intervalMark({ reference: estimate(0.9, 0.8, 1), current: estimate(0.5, 0.4, 0.6) })?.text ?? '';
  expect(unbalancedTag(mark)).toBeUndefined();
  expect(mark).toContain('class="reference" d="M131 7H194"');
  expect(mark).toContain('class="reference dot" d="M163 7h0"');
  expect(mark).toContain('class="current" d="M6 17H69"');
});

test('figures without an interval are dots', () => {
  expect(intervalMark({ reference: estimate(1), current: estimate(3) })?.text).toContain('class="current" d="M194 17H194"');
});

test.each([
  { name: 'neither figure', reference: null, current: null },
  { name: 'one figure without an interval', reference: null, current: estimate(3) },
  { name: 'equal figures', reference: estimate(3), current: estimate(3) },
])('$name gives no drawing', ({ reference, current }) => {
  expect(intervalMark({ reference, current })).toBeUndefined();
});
