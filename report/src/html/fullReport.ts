import type { ColumnReport, Report } from '@modelmonitor/api';
import { fullConcept, fullContributions, fullPerformance, fullQuality, fullSegments } from './fullSections.ts';
import { categoricalColumn, emptyColumn, normalColumn, wineReport } from './wineReport.ts';

/** A report for tests in which every section is filled and every verdict of a column occurs: 18 features. */
export function fullReport(changes: Partial<Report> = {}): Report {
  const features = fullFeatures();
  const drifted = Object.values(features).filter((column) => column.drifted).length;
  const judged = Object.values(features).filter((column) => column.drifted !== null).length;
  const base = wineReport();
  return {
    ...base,
    current: { ...base.current, hash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' },
    engine: { version: '0.1.0' },
    features,
    n_features: Object.keys(features).length,
    n_drifted_features: drifted,
    share_drifted_features: drifted / judged,
    drift_share_threshold: 0.3,
    correction: 'benjaminiHochberg',
    level: 'monitor',
    target: categoricalColumn({ values: ['class_1', 'class_0', 'class_2'], reference: [71, 59, 48], current: [40, 31, 29] }),
    segments: [...fullSegments],
    quality: fullQuality,
    performance: fullPerformance,
    concept_drift: fullConcept,
    contributions: fullContributions,
    warnings: [
      'column "harvest_notes" is only in the reference',
      'the window holds 500 rows, and one of two predictors could not be reached: about half of the rows are missing',
    ],
    ...changes,
  };
}

function fullFeatures(): Report['features'] {
  const { proline, alcohol, hue, ...others } = wineReport().features;
  return {
    ...others,
    proline: { ...(proline as ColumnReport), effect: { measure: 'ks_statistic', size: 0.55, floor: 0.1, material: true } },
    alcohol: { ...(alcohol as ColumnReport), effect: { measure: 'ks_statistic', size: 0.34, floor: 0.1, material: true } },
    hue: {
      ...(hue as ColumnReport),
      drifted: false,
      verdict: 'stable',
      effect: { measure: 'ks_statistic', size: 0.068, floor: 0.1, material: false },
      reason: 'the difference is significant but immaterial: its effect is below the floor',
    },
    pH: missingColumn(),
    region: categoricalColumn({
      values: ['Barbera', 'Barolo', 'Grignolino', 'Dolcetto d’Alba', 'Nebbiolo', 'Freisa'],
      reference: [71, 59, 48, 20, 12, 3],
      current: [88, 261, 41, 10, 2, 40],
      other: 18,
    }),
    tasting_note: textColumn(),
    bottled_at: absentColumn('ignored', 'the column holds times, which always move on'),
    sensor_b: absentColumn('new', 'the column is not in the reference'),
    harvest_notes: absentColumn('vanished', 'the column is not in the current data'),
    sweetness: absentColumn('empty', 'the current data has no values in this column'),
    country: constantColumn(),
    vintage: absentColumn('unknown', 'expected at least 50 current values, got 9'),
  };
}

/** Numbers of which more and more are missing. */
function missingColumn(): ColumnReport {
  return {
    ...normalColumn({ mean: 3.3, deviation: 0.15, shift: 0.02, seed: 41 }),
    missing: { reference: { count: 0, share: 0, infinite: 0 }, current: { count: 60, share: 0.12, infinite: 2 } },
    missing_shift: { p_value: 1.2e-6, score: 1.2e-6, threshold: 0.05, drifted: true },
    missing_over_time: [0, 0, 0, 0, 0.04, 0, 0.04, 0, 0, 0.08, 0.04, 0.12, 0.16, 0.2, 0.2, 0.28, 0.28, 0.32, 0.32, 0.32],
  };
}

/** Texts, all of them different. */
function textColumn(): ColumnReport {
  const values = ['Dry, with a long finish', 'Cherry and almond; light', 'שרי ושקד', 'corked'];
  const column = categoricalColumn({ values, reference: [2, 1, 1, 1], current: [0, 1, 1, 4], other: 170 });
  const text = { new_share: 0, length: 42.5, letters: 0.81, digits: 0.002, spaces: 0.15 };
  return {
    ...column,
    type: 'text',
    method: 'text',
    score: 0.31,
    p_value: 0.12,
    statistic: 0.081,
    threshold: 0.05,
    drifted: false,
    verdict: 'stable',
    effect: { measure: 'ks_statistic', size: 0.081, floor: 0.1, material: false },
    reference: { ...column.reference, text } as ColumnReport['reference'],
    current: { ...column.current, text: { ...text, new_share: 0.97, length: 39.1 } } as ColumnReport['current'],
  };
}

function constantColumn(): ColumnReport {
  return {
    ...categoricalColumn({ values: ['Italy'], reference: [178], current: [500] }),
    method: 'chisquare',
    score: 1,
    p_value: 1,
    statistic: 0,
    threshold: 0.05,
    drifted: false,
    verdict: 'constant',
    reason: 'every value of both sides is the same',
  };
}

/** A column without values where its verdict says so. */
function absentColumn(verdict: ColumnReport['verdict'], reason: string): ColumnReport {
  const column = emptyColumn(reason);
  const nothing = { rows: 0, distinct: 0, histogram: { values: [], counts: [], other: 0 } };
  const some = { rows: 178, distinct: 178, histogram: { values: ['2026-11-21T02:11:04Z'], counts: [1], other: 177 } };
  const none = { count: 0, share: 0, infinite: 0 };
  const reference = verdict === 'ignored' || verdict === 'vanished' ? some : nothing;
  const current = verdict === 'ignored' || verdict === 'new' ? some : nothing;
  const missing = {
    reference: reference === some ? none : column.missing.reference,
    current: current === some ? none : column.missing.current,
  };
  return { ...column, type: verdict === 'ignored' ? 'timestamp' : 'categorical', verdict, missing, reference, current };
}
