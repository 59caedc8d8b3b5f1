import { missingOverTime } from './missingOverTime.ts';
import { unbalancedTag } from './unbalancedTag.ts';

test('a bar for each slice that has missing values, the highest as high as the drawing', () => {
  const markup = missingOverTime({ missing_over_time: [0, 0.2, 0.1, 0] })?.text ?? '';
  expect(unbalancedTag(markup)).toBeUndefined();
  expect(markup).toContain('d="M50 40v-40h40V40zM100 40v-20h40V40z"');
  expect(markup.replaceAll('\u00a0', ' ')).toContain('oldest first: 0 %, 20 %, 10 %, 0 %.</title>');
});

test.each([
  { name: 'nothing missing', slices: [0, 0, 0] },
  { name: 'one slice', slices: [0.5] },
])('$name gives no drawing', ({ slices }) => {
  expect(missingOverTime({ missing_over_time: slices })).toBeUndefined();
});

test('a report that does not say gives no drawing', () => {
  expect(missingOverTime({})).toBeUndefined();
});
