import { quantilePlot } from './quantilePlot.ts';
import { unbalancedTag } from './unbalancedTag.ts';

const plot = (reference: number[], current: number[]) =>
  quantilePlot('hue', { reference: { quantiles: reference }, current: { quantiles: current } });

test('a dot for each quantile: reference across, current up', () => {
  const markup = plot([0, 5, 10], [0, 10, 10])?.text ?? '';
  expect(unbalancedTag(markup)).toBeUndefined();
  expect(markup).toContain('class="dots" d="M0 200h0M100 0h0M200 0h0"');
  expect(markup).toContain('class="diagonal" d="M0 200L200 0"');
});

test('the title tells where the quantiles lie, and the quartiles', () => {
  expect(plot([0, 1, 2, 3, 4], [1, 2, 3, 4, 4])?.text).toContain(
    '<title>Quantiles of hue. 4 of 5 are higher in the current data, 0 lower. Quartiles: reference 1, 2, 3, current 2, 3, 4.</title>',
  );
});

test('the range of the largest doubles is drawn', () => {
  expect(plot([-1e308, 1e308], [-1e308, 1e308])?.text).toContain('d="M0 200h0M200 0h0"');
});

test.each([
  { name: 'nothing on one side', reference: [], current: [1, 2] },
  { name: 'one value', reference: [3, 3], current: [3, 3] },
])('$name gives no drawing', ({ reference, current }) => {
  expect(plot(reference, current)).toBeUndefined();
});

test('a report of an older version has no quantiles', () => {
  const old = {} as { quantiles: number[] };
  expect(quantilePlot('hue', { reference: old, current: old })).toBeUndefined();
});

test('of long labels every other one is left out', () => {
  const labels = (high: number) =>
    [...(plot([0, high], [0, high])?.text ?? '').matchAll(/<span style="left:.*?">(.*?)<\/span>/g)].map(([, label]) => label);
  expect(labels(4)).toEqual(['0', '1', '2', '3', '4']);
  expect(labels(4e14)).toEqual(['0', '2 × 10¹⁴', '4 × 10¹⁴']);
});
