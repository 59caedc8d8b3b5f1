import { toolbar } from './toolbar.ts';

test('the filter offers the verdicts that occur, each once', () => {
  const markup = toolbar(['drifted', 'drifted', 'new', 'stable']).text;
  expect([...markup.matchAll(/<option value="(.*?)">/g)].map(([, value]) => value)).toEqual(['', 'drifted', 'new', 'stable']);
});
