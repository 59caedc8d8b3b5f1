import { unbalancedTag } from '../unbalancedTag.ts';
import { confusionTables } from './confusionTable.ts';

const labels = ['<red>', 'white'];
const reference = [
  [9, 1],
  [0, 0],
];

test('both sides have a matrix, each cell shaded by its share of the true class', () => {
  const markup = confusionTables({ labels, reference, current: reference })?.text.replaceAll('\u00a0', ' ') ?? '';
  expect(unbalancedTag(markup)).toBeUndefined();
  expect(markup.match(/<table/g)).toHaveLength(2);
  expect(markup).toContain('<td class="number hit" style="--s:0.36" title="90 % of &lt;red&gt;">9</td>');
  expect(markup).toContain('<td class="number" style="--s:0.04" title="10 % of &lt;red&gt;">1</td>');
  expect(markup).toContain('<td class="number" style="--s:0" title="0 % of white">0</td>');
});

test('a side that is not known is left out', () => {
  expect(confusionTables({ labels, reference, current: null })?.text.match(/<table/g)).toHaveLength(1);
});

test('many classes are not drawn, and that is said', () => {
  const many = Array.from({ length: 40 }, (_, index) => `c${index}`);
  expect(confusionTables({ labels: many, reference, current: null })?.text).toContain('The confusion matrix of 40 classes');
});

test.each([
  { name: 'no classes', confusion: { labels: [], reference, current: reference } },
  { name: 'neither side', confusion: { labels, reference: null, current: null } },
])('$name give no matrix', ({ confusion }) => {
  expect(confusionTables(confusion)).toBeUndefined();
});
