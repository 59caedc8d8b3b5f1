import { warningList } from './warningList.ts';

test('no warnings leave nothing', () => {
  expect(warningList([])).toBeUndefined();
});

test.each([
  { warnings: ['a'], heading: 'Warning' },
  { warnings: ['a', 'b'], heading: '2 warnings' },
])('$heading', ({ warnings, heading }) => {
  expect(warningList(warnings)?.text).toContain(`>${heading}</h2>`);
});

test('a warning is escaped and cut', () => {
  const markup = warningList([`<b>${'x'.repeat(1000)}`])?.text ?? '';
  expect(markup).toContain('&lt;b&gt;xxx');
  expect(markup.length).toBeLessThan(800);
});
