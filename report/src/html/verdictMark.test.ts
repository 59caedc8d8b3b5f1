import { datasetMark, verdictMark } from './verdictMark.ts';

test('each verdict has its word and a shape of its own', () => {
  const marks = (['drifted', 'stable', 'unknown'] as const).map((verdict) => verdictMark(verdict).text);
  expect(marks.map((mark) => mark.replaceAll(/<[^>]*>/g, ''))).toEqual(['Drifted', 'Stable', 'Unknown']);
  expect(new Set(marks.map((mark) => /<svg.*<\/svg>/.exec(mark)?.[0])).size).toBe(3);
});

test('a stable data set with an action due is no plain green', () => {
  const mark = datasetMark({ verdict: 'stable', level: 'retrain' }).text;
  expect(mark.replaceAll(/<[^>]*>/g, '')).toBe('Stable, retraining due');
  expect(mark).toContain('class="verdict warning"');
  expect(datasetMark({ verdict: 'stable', level: null })).toEqual(verdictMark('stable'));
});

test.each([
  ['vanished', 'Vanished', 'warning'],
  ['ignored', 'Ignored', 'unknown'],
  ['worse', 'Worse', 'drifted'],
  ['better', 'Better', 'stable'],
  ['failed', 'Failed', 'drifted'],
] as const)('%s reads %s in the tone of %s', (outcome, word, tone) => {
  const mark = verdictMark(outcome).text;
  expect(mark.replaceAll(/<[^>]*>/g, '')).toBe(word);
  expect(mark).toContain(`class="verdict ${tone}"`);
});
