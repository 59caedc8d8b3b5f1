import { gzipSync } from 'node:zlib';
import type { NumericSummary, Report } from '@modelmonitor/api';
import { fullReport } from './fullReport.ts';
import { renderHtml, warningList } from './renderHtml.ts';
import { unbalancedTag } from './unbalancedTag.ts';
import { categoricalColumn, emptyColumn, normalColumn, wideReport, wineReport } from './wineReport.ts';

const numeric = normalColumn({ mean: 5, deviation: 2, shift: 1, seed: 3 });

/** A report as it was stored before it had sections of its own. */
function olderReport(): Report {
  const { concept_drift, contributions, quality, performance, ...rest } = wineReport();
  const features = Object.entries(rest.features).map(([name, column]) => {
    const { quantiles: before, ...reference } = column.reference as NumericSummary;
    const { quantiles: after, ...current } = column.current as NumericSummary;
    return [name, { ...column, reference, current }];
  });
  return { ...rest, features: Object.fromEntries(features) } as unknown as Report;
}

const hostileNames = [
  '<script>alert(1)</script>',
  '</table></style></script><img src=x onerror=alert(1)>',
  '"\' onmouseover="alert(1)',
  ']]><!--',
  '&lt;b&gt;',
  'a\u0000b\u202ec\ud800',
  'מחיר_ליטר',
  '__proto__x',
  'name '.repeat(2000),
  '',
];

test('verdict, sentence and counters come before the sections', () => {
  const page = renderHtml(wineReport());
  const order = [
    '<h1>',
    'class="sentence"',
    'class="counters"',
    '<section id="feature-section"',
    '<section id="prediction-section"',
    '<footer>',
  ];
  const places = order.map((part) => page.indexOf(part));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(places[0]).toBeGreaterThan(0);
});

test('the same report gives the same bytes', () => {
  expect(renderHtml(wineReport())).toBe(renderHtml(wineReport()));
});

test.each([
  { name: 'a stable data set', report: wineReport() },
  {
    name: 'no features',
    report: wineReport({ features: {}, n_features: 0, n_drifted_features: 0, share_drifted_features: null, verdict: 'unknown' }),
  },
  { name: 'two files', report: wineReport({ monitor: null, model: null, prediction: null }) },
  { name: 'everything', report: fullReport() },
  { name: 'an older version', report: olderReport() },
  { name: 'a target and warnings', report: wineReport({ target: numeric, warnings: ['<b>', 'b'] }) },
  {
    name: 'columns without values',
    report: wineReport({ features: { gone: emptyColumn('nothing is left') }, prediction: emptyColumn('no rows') }),
  },
])('a report of $name is well formed and loads nothing', ({ report }) => {
  const page = renderHtml(report);
  expect(unbalancedTag(page)).toBeUndefined();
  expect(page).not.toMatch(/\s(src|action|srcset)=|\shref="[^#]/);
  expect(page).not.toMatch(/https?:|\/\/[a-z]/i);
});

test.each(hostileNames.map((name) => [name.slice(0, 40), name] as const))('the name %j stays text everywhere', (_, name) => {
  const column = { ...categoricalColumn({ values: [name, 'b'], reference: [3, 1], current: [1, 3] }), reason: name };
  const sections = JSON.parse(JSON.stringify(fullReport()).replaceAll(/"(proline|class_1|error rose[^"]*)"/g, () => JSON.stringify(name)));
  const page = renderHtml(
    wineReport({
      ...sections,
      features: Object.fromEntries([[name, column]]),
      monitor: { namespace: name, name },
      model: { versions: { [name]: 3 } },
      run: name,
      timestamp: name,
      reference: { rows: 1, hash: name },
      current: { rows: 1, from: name, to: name },
      reason: name,
      verdict: 'unknown',
      warnings: [name],
    }),
  );
  expect(unbalancedTag(page)).toBeUndefined();
  expect(page.match(/<script/g)).toHaveLength(1);
  expect(page).not.toContain('<img');
  expect(page.isWellFormed()).toBe(true);
  expect(page.length).toBeLessThan(120_000);
});

test('every id is unique', () => {
  const ids = [...renderHtml(fullReport()).matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('a report of 12 columns and every section is at most 250 kB', () => {
  expect(Buffer.byteLength(renderHtml(fullReport({ features: wideReport(12).features })))).toBeLessThanOrEqual(250_000);
});

test('a report of 456 columns and every section is at most 1 MB gzipped', () => {
  expect(gzipSync(renderHtml(fullReport({ features: wideReport(456).features }))).length).toBeLessThanOrEqual(1_000_000);
});

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
