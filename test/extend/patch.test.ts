import { patch } from './recipe.ts';

test('lines are added after those before them, and removed', () => {
  expect(patch('a\nb\nc\n', ' a\n+x\n-c\n+d\n')).toBe('a\nx\nb\nd\n');
});

test('a line that is not in the file is an error', () => {
  expect(() => patch('a\nb\n', ' b\n a\n+x\n')).toThrow('expected the line "a" in the file');
});
