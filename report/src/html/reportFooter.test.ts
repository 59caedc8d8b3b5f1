import { reportFooter, settingsList, termValue } from './reportFooter.ts';
import { categoricalColumn, emptyColumn, normalColumn, wineReport } from './wineReport.ts';

test('run, monitor, hash and versions are named', () => {
  const markup = reportFooter(wineReport()).text;
  for (const part of [
    '20261121t030651123z',
    '<bdi>wine</bdi> in <bdi>cellar</bdi>',
    '>6be6b1203f3d</code>',
    '<bdi>v1</bdi> (401 rows), <bdi>v2</bdi> (99 rows)',
  ]) {
    expect(markup).toContain(part);
  }
});

test('two files have no monitor and no versions', () => {
  const markup = reportFooter(wineReport({ monitor: null, model: null })).text;
  expect(markup).toContain('two files were compared');
  expect(markup).not.toContain('Answered by');
});

test('no version is said', () => {
  expect(reportFooter(wineReport({ model: { versions: {} } })).text).toContain('no version is known');
});

test('the hash of the current data and the version are named where the report has them', () => {
  const report = wineReport();
  const markup = reportFooter({ ...report, current: { ...report.current, hash: 'abcdef0123456789' }, engine: { version: '1.2.3' } }).text;
  expect(markup).toContain('<code title="SHA-256 abcdef0123456789">abcdef012345</code>');
  expect(markup).toContain('ModelMonitor 1.2.3');
  expect(reportFooter(report).text).not.toContain('Made by');
});

test('where the rows are from, how many there are and how many are missing are listed', () => {
  const report = wineReport();
  const missing = [
    { reason: 'queue_full', rows: 1200 },
    { reason: 'pods without a response', rows: null },
  ];
  const more = { source: 'PostgreSQL', seen: 5_000_000, sampled: 0.5, labelled: 4100, sections_rows: 200_000, missing };
  const text = (current: typeof report.current) => reportFooter({ ...report, current }).text.replaceAll('\u00a0', ' ');
  expect(text({ ...report.current, ...more })).toContain(
    '<dt>Rows</dt><dd>from PostgreSQL; 5,000,000 rows there within window.maxAge; 4,100 with a label; a sample of 200,000 where whole rows are needed; 50 % of the predictions are captured; missing: 1,200 (queue_full), an unknown number (pods without a response)</dd>',
  );
  expect(text({ ...report.current, source: 'file', missing: [] })).toContain('<dd>from the SQLite file; none known to be missing</dd>');
});

const numeric = normalColumn({ mean: 0, deviation: 1, shift: 0, seed: 1 });

const said = (report: Parameters<typeof settingsList>[0]) =>
  [...settingsList(report).text.matchAll(/<dt>(.*?)<\/dt><dd>(.*?)<\/dd>/g)].map(([, term, value]) =>
    `${term}: ${value}`.replaceAll('\u00a0', ' '),
  );

test('methods, thresholds, correction, share and floor are listed; the most used method first', () => {
  const features = {
    kind: categoricalColumn({ values: ['a'], reference: [1], current: [1] }),
    a: numeric,
    b: numeric,
    gone: emptyColumn('gone'),
  };
  expect(said(wineReport({ features, correction: 'benjaminiHochberg', settings: { min_rows: 50, effect_floor: 0.1 } }))).toEqual([
    '2 features: Kolmogorov–Smirnov test, drift if p ≤ 0.05',
    '1 feature: Jensen–Shannon distance, drift if ≥ 0.1',
    'Correction: Benjamini–Hochberg',
    'Drift limit: a share of 50 %',
    'Effect floor: 0.1, above 1,000 rows',
    'Rows needed: 50',
  ]);
});

test('a report without features still lists the rest', () => {
  expect(said(wineReport({ features: {} }))).toEqual(['Correction: none', 'Drift limit: a share of 50 %']);
});

test('term and value are escaped', () => {
  expect(termValue('a < b', '&').text).toBe('<div><dt>a &lt; b</dt><dd>&amp;</dd></div>');
});
