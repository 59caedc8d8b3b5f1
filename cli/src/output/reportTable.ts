import type { ColumnReport, Report } from '@modelmonitor/api';
import { countOf } from './countOf.ts';
import { significant } from './significant.ts';
import type { StyleName } from './style.ts';
import { type TableView, table } from './table.ts';

const colourOf: Readonly<Record<ColumnReport['verdict'], StyleName>> = {
  stable: 'green',
  constant: 'green',
  drifted: 'red',
  new: 'yellow',
  vanished: 'yellow',
  empty: 'yellow',
  unknown: 'yellow',
  ignored: 'yellow',
};

/** A drift report as a table for a terminal: one line per feature, then prediction and target if the report has them. */
export function reportTable(report: Report, view: TableView): string {
  const sides = [
    ['(prediction)', report.prediction],
    ['(target)', report.target],
  ] as const;
  const rows = [
    ...Object.entries(report.features),
    ...sides.flatMap(([name, column]) => (column === null ? [] : [[name, column] as [string, ColumnReport]])),
  ];
  return table(
    rows,
    [
      { header: 'feature', text: ([name]) => name, most: 60, least: 16 },
      { header: 'method', text: ([, { method, verdict }]) => method ?? (verdict === 'drifted' ? 'missing' : '-') },
      { header: 'score', align: 'right', text: ([, { score }]) => number(score) },
      { header: 'threshold', align: 'right', text: ([, { threshold }]) => number(threshold) },
      {
        header: 'verdict',
        text: ([, { verdict, reason }]) => verdictText(verdict, reason),
        style: ([, { verdict }]) => colourOf[verdict],
        least: 20,
        cutAt: 'end',
      },
    ],
    view,
  );
}

/** The outcome of a report in one sentence: how many features drifted, and what that means for verdict and action. */
export function reportSentence({ verdict, reason, summary, features, n_features, n_drifted_features: drifted }: Report): string {
  if (summary === undefined) return `${verdict}: ${reason ?? 'no feature has a verdict'}`;
  const judged = Object.values(features).filter((column) => column.drifted !== null).length;
  const unknown = n_features - judged;
  const rest = unknown === 0 ? '' : `, ${unknown} without a verdict`;
  return `${verdict}: ${drifted} of ${countOf(judged, 'feature')} drifted${rest}; ${summary}`;
}

function verdictText(verdict: string, reason: string | undefined): string {
  return reason === undefined ? verdict : `${verdict}: ${reason}`;
}

function number(value: number | null): string {
  return value === null ? '-' : significant(value);
}
