import { Script } from 'node:vm';
import { script, toolbar } from './toolbar.ts';

test('the filter offers the verdicts that occur, each once', () => {
  const markup = toolbar(['drifted', 'drifted', 'new', 'stable']).text;
  expect([...markup.matchAll(/<option value="(.*?)">/g)].map(([, value]) => value)).toEqual(['', 'drifted', 'new', 'stable']);
});

test('the script is JavaScript and stays small', () => {
  expect(() => new Script(script)).not.toThrow();
  expect(script.length).toBeLessThan(2400);
});

test('nothing in it ends the script element early', () => {
  expect(script).not.toMatch(/<\/script|<!--/i);
});
