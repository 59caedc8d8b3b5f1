import { counters, shareMeter } from './counters.ts';
import { emptyColumn, wineReport } from './wineReport.ts';

const said = (report: Parameters<typeof counters>[0]) =>
  counters(report)
    .text.replaceAll(/<title>.*?<\/title>/g, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();

test('the figures of a run', () => {
  expect(said(wineReport())).toBe(
    'Features drifted 3 of 13 Share drifted 23 % limit 50 % Reference rows 178 ' +
      'Current rows 500 2026-11-21 02:11 – 03:06 UTC Action due Monitor watch the next runs Correction None p-values as they are',
  );
});

test('rows that were refused are counted beside the rows', () => {
  const { current } = wineReport();
  expect(said(wineReport({ current: { ...current, refused: 12 } }))).toContain('03:06 UTC; 12 refused for an unseen category');
});

test('a share that is not known has no meter', () => {
  const markup = counters(wineReport({ share_drifted_features: null })).text;
  expect(markup).toContain('<dd>–<small>limit');
  expect(markup).not.toContain('class="meter"');
});

test('features without a verdict are counted', () => {
  expect(said(wineReport({ features: { a: emptyColumn('gone') } }))).toContain('1 without a verdict');
});

test.each([
  { level: 'monitor', expected: 'Action due Monitor' },
  { level: 'retrain', expected: 'Action due Retrain' },
  { level: 'recollect', expected: 'Action due Recollect' },
  { level: null, expected: 'Action due None no level reached' },
] as const)('the level $level reads "$expected"', ({ level, expected }) => {
  expect(said(wineReport({ level }))).toContain(expected);
});

test.each([
  { name: 'below the limit', share: 0.25, limit: 0.5, expected: '<path class="under" d="M0 7H50"/><path class="mark" d="M100 0V14"/>' },
  { name: 'at the limit', share: 0.5, limit: 0.5, expected: '<path class="over" d="M0 7H100"/><path class="mark" d="M100 0V14"/>' },
  {
    name: 'a limit out of the scale',
    share: 1,
    limit: 7,
    expected: '<path class="under" d="M0 7H200"/><path class="mark" d="M200 0V14"/>',
  },
])('$name', ({ share, limit, expected }) => {
  expect(shareMeter(share, limit).text).toContain(expected);
});
