import { columnMethods, type MethodFacts, methodFacts } from '../../generated/driftMethods.ts';
import { modelFormats } from '../../generated/modelFormats.ts';
import { type PerformanceMetricFacts, performanceMetrics } from '../../generated/performanceMetrics.ts';
import { type QualityCheckFacts, qualityCheckFacts } from '../../generated/qualityChecks.ts';
import { markdownTable } from './markdownTable.ts';

const COLUMNS: Readonly<Record<MethodFacts['takes'], string>> = {
  numbers: 'numeric',
  any: 'numeric, categorical',
  texts: 'text',
};

const SCOPES: Readonly<Record<QualityCheckFacts['scope'], string>> = {
  shape: 'the table',
  rows: 'the rows',
  presence: 'each column',
  column: 'each column but times',
  numbers: 'each numeric column',
  categories: 'each categorical column',
};

const BETTER: Readonly<Record<PerformanceMetricFacts['good'], string>> = { higher: 'higher', lower: 'lower', zero: 'near 0' };

/** The text of docs/methods.md: every drift method, quality check, performance metric and model format. */
export function methodDocs(): string {
  return [
    '# Methods, checks, metrics and formats',
    '',
    'Generated from `drift/src/methods`, `drift/src/quality`, `drift/src/performance` and `models/src` by `npm run generate`; do not edit.',
    '[extend.md](extend.md) shows how to add one.',
    '',
    '## Drift methods',
    '',
    '[drift.md](drift.md) describes how a method is chosen, and how to choose another. The thresholds are the defaults; each type and each column',
    'may have its own. The last column is the name in the JSON of Evidently 0.7.21, which `modelmonitor drift --format evidently` writes.',
    '',
    ...markdownTable(
      ['method', 'name', 'columns', 'what it compares', 'drift if', 'in Evidently'],
      columnMethods.map((name) => methodCells(name, methodFacts[name])),
    ),
    '',
    '## Checks of data quality and stability',
    '',
    'Limits contain the sampling error of both sides, and an improvement never fails.',
    '',
    ...markdownTable(
      ['check', 'name', 'checks', 'passes if'],
      Object.entries(qualityCheckFacts).map(([name, { scope, title, about }]) => [`\`${name}\``, title, SCOPES[scope], about]),
    ),
    '',
    '## Performance metrics',
    '',
    'Each with a 95 % interval and a verdict against the reference.',
    '',
    ...markdownTable(
      ['metric', 'name', 'task', 'what it is', 'better', 'decides the verdict'],
      Object.entries(performanceMetrics).map(([name, facts]) => metricCells(name, facts)),
    ),
    '',
    '## Model formats',
    '',
    ...markdownTable(
      ['format', 'files'],
      Object.entries(modelFormats).map(([name, about]) => [`\`${name}\``, about]),
    ),
    '',
  ].join('\n');
}

function methodCells(name: string, { takes, score, drift, threshold, title, about, evidently }: MethodFacts): string[] {
  return [`\`${name}\``, title, COLUMNS[takes], about, `${score === 'p_value' ? 'p' : 'distance'} ${drift} ${threshold}`, evidently];
}

function metricCells(name: string, { task, good, headline, measured, title, about }: PerformanceMetricFacts): string[] {
  const decides = headline ? 'yes' : 'no';
  return [`\`${name}\``, title, task, measured ? about : `${about}; only estimated`, BETTER[good], decides];
}
