import { Script } from 'node:vm';
import { script } from './script.ts';

test('the script is JavaScript and stays small', () => {
  expect(() => new Script(script)).not.toThrow();
  expect(script.length).toBeLessThan(2400);
});

test('nothing in it ends the script element early', () => {
  expect(script).not.toMatch(/<\/script|<!--/i);
});
