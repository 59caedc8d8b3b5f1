import { Ajv } from 'ajv';
import { exampleColumn, exampleReport } from './exampleReport.ts';
import { reportSummarySchema } from './reportSummary.ts';
import { mostSummaryBytes } from './storedReport.ts';
import { summarizeReport } from './summarizeReport.ts';
import { longestSummaryText } from './summaryBounds.ts';

const isSummary = new Ajv({ strict: false, formats: { 'date-time': true } }).compile(reportSummarySchema);

test('a summary says what status and metrics show', () => {
  const { current } = exampleReport();
  const report = exampleReport({
    current: { ...current, pods: { answered: 2, total: 3 } },
    warnings: ['no rows of pod 10.0.0.7'],
    summary: '50 % is above the 25 % that counts as drift',
  });
  const summary = summarizeReport(report);
  expect(isSummary(summary)).toBe(true);
  const missing = { reference: 0, current: 0.01 };
  expect(summary).toEqual({
    schemaVersion: 1,
    run: report.run,
    timestamp: report.timestamp,
    monitor: { namespace: 'models', name: 'wine' },
    verdict: 'drifted',
    summary: '50 % is above the 25 % that counts as drift',
    level: 'recollect',
    share: 0.5,
    threshold: 0.25,
    drifted: true,
    n_features: 2,
    n_drifted_features: 1,
    features: [
      { name: 'alcohol', method: 'ks', score: 0.001, threshold: 0.05, drifted: true, missing },
      { name: 'ash', method: 'ks', score: 0.5, threshold: 0.05, drifted: false, missing },
    ],
    drifted_features: ['alcohol'],
    not_in_reference: [],
    segments: [],
    prediction: { method: 'psi', score: 0.02 },
    rows: { reference: 178, current: 100 },
    newest_row: '2026-01-02T03:04:05.000Z',
    pods: { answered: 2, total: 3 },
    warnings: { total: 1, texts: ['no rows of pod 10.0.0.7'] },
  });
});

test('of 4,000 features it has the figures of the first 100 and the names of 100 that drifted; long texts are cut', () => {
  const name = (index: number) => `${index}`.padEnd(128, '特');
  const columns = Array.from({ length: 4000 }, (_, index) => {
    const column = exampleColumn({ drifted: index >= 2000, verdict: index < 10 ? 'new' : 'drifted' });
    return [name(index), column] as const;
  });
  const long = 'x'.repeat(1000);
  const report = exampleReport({ features: Object.fromEntries(columns), reason: long, warnings: Array(5000).fill(long) });
  const summary = summarizeReport(report);
  expect(isSummary(summary)).toBe(true);
  expect([summary.features.length, summary.features[99]?.name]).toEqual([100, name(99)]);
  expect([summary.drifted_features.length, summary.drifted_features[0]]).toEqual([100, name(2000)]);
  expect(summary.not_in_reference).toHaveLength(10);
  expect(summary.reason).toHaveLength(longestSummaryText);
  expect([summary.warnings.total, summary.warnings.texts.length]).toEqual([5000, 10]);
  expect(Buffer.byteLength(JSON.stringify(summary))).toBeLessThan(mostSummaryBytes);
});
