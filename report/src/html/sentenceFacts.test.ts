import type { PerformanceReport, Report } from '@modelmonitor/api';
import { sentenceFacts } from './sentenceFacts.ts';
import { emptyColumn, normalColumn, wineReport } from './wineReport.ts';

const column = normalColumn({ mean: 0, deviation: 1, shift: 0, seed: 1 });
const estimate = (value: number) => ({ value, lower: null, upper: null });
const metric = (before: number, after: number, verdict: 'worse' | 'stable' | 'better') => ({
  reference: estimate(before),
  current: estimate(after),
  verdict,
});
const performance: PerformanceReport = {
  task: 'classification',
  rows: { reference: 100, current: 100 },
  verdict: 'worse',
  metrics: { roc_auc: metric(0.99, 0.9, 'worse'), accuracy: metric(0.9123, 0.7801, 'worse') },
};

function shifted(share: number) {
  const missing = { reference: { count: 0, share: 0, infinite: 0 }, current: { count: 9, share, infinite: 0 } };
  return { ...column, missing, missing_shift: { p_value: 0, score: 0, threshold: 0.05, drifted: true } };
}

function facts(changes: Partial<Report>): string[] {
  return sentenceFacts(wineReport({ features: { a: column }, prediction: null, ...changes })).map(({ text }) =>
    text.replaceAll(/<[^>]*>/g, '').replaceAll('\u00a0', ' '),
  );
}

test.each<{ name: string; changes: Partial<Report>; expected: string[] }>([
  { name: 'nothing happened', changes: {}, expected: [] },
  { name: 'missing values rose', changes: { features: { pH: shifted(0.12) } }, expected: ['missing values of pH rose from 0 % to 12 %'] },
  {
    name: 'missing values rose in several features: the largest is named',
    changes: { features: { ash: shifted(0.02), pH: shifted(0.12) } },
    expected: ['missing values of pH rose from 0 % to 12 % (and shifted in 1 more)'],
  },
  {
    name: 'a column vanished, two are new',
    changes: {
      features: {
        a: { ...emptyColumn('gone'), verdict: 'vanished' },
        b: { ...emptyColumn('new'), verdict: 'new' },
        c: { ...emptyColumn('new'), verdict: 'new' },
      },
    },
    expected: ['a vanished, 2 columns are new'],
  },
  { name: 'the predictions drifted', changes: { prediction: { ...column, verdict: 'drifted' } }, expected: ['the predictions drifted'] },
  {
    name: 'predictions and target drifted',
    changes: { prediction: { ...column, verdict: 'drifted' }, target: { ...column, verdict: 'drifted' } },
    expected: ['the predictions and the target drifted'],
  },
  { name: 'the model got worse', changes: { performance }, expected: ['accuracy fell from 0.91 to 0.78'] },
  {
    name: 'a metric got worse behind one that held',
    changes: { performance: { ...performance, metrics: { accuracy: metric(0.9, 0.9, 'stable'), log_loss: metric(0.2, 0.65, 'worse') } } },
    expected: ['log loss rose from 0.2 to 0.65'],
  },
  {
    name: 'the model held',
    changes: { performance: { ...performance, metrics: { roc_auc: metric(0.9, 0.89, 'stable') } } },
    expected: ['ROC AUC held at 0.89'],
  },
  {
    name: 'labels are not known yet',
    changes: {
      performance: {
        ...performance,
        metrics: {},
        estimated: { method: 'cbpe', rows: 9, metrics: { accuracy: metric(0.9, 0.7, 'worse') } },
      },
    },
    expected: ['the estimated accuracy fell from 0.9 to 0.7'],
  },
  {
    name: 'the concept and the quality changed',
    changes: {
      concept_drift: { verdict: 'drifted', rows: 9, error_rate: [], detectors: [], error_given_features: null },
      quality: { verdict: 'failed', n_tests: 60, n_failed: 4, n_unknown: 0, tests: [] },
    },
    expected: ['the relation of features and target changed', '4 of 60 quality checks failed'],
  },
])('$name', ({ changes, expected }) => {
  expect(facts(changes)).toEqual(expected);
});
