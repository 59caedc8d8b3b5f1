import { settingsList } from './settingsList.ts';
import { categoricalColumn, emptyColumn, normalColumn, wineReport } from './wineReport.ts';

const numeric = normalColumn({ mean: 0, deviation: 1, shift: 0, seed: 1 });

const said = (report: Parameters<typeof settingsList>[0]) =>
  [...settingsList(report).text.matchAll(/<dt>(.*?)<\/dt><dd>(.*?)<\/dd>/g)].map(([, term, value]) =>
    `${term}: ${value}`.replaceAll('\u00a0', ' '),
  );

test('methods, thresholds, correction, share and floor are told; the most used method first', () => {
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
    'Drifted from: a share of 50 %',
    'Effect floor: 0.1, above 1,000 rows',
    'Rows needed: 50',
  ]);
});

test('a report without features still tells the rest', () => {
  expect(said(wineReport({ features: {} }))).toEqual(['Correction: none', 'Drifted from: a share of 50 %']);
});
