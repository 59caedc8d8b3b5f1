import type { ColumnReport, Report } from '@modelmonitor/api';
import { reportSchemaVersion } from '@modelmonitor/api';
import { adjustPValues } from '@modelmonitor/stats';
import { columnReport, looksLikeText } from './report/columnReport.ts';
import { type CheckSettings, type ComparedColumn, comparedColumn } from './report/comparedColumn.ts';
import { datasetOutcome } from './report/datasetOutcome.ts';
import type { Column, Table } from './table/table.ts';

export type { CheckSettings } from './report/comparedColumn.ts';

/** What a report says of its origin. */
export interface CheckContext {
  /** Name of the run, as `runName` makes it. */
  readonly run: string;
  /** When the check ran, in ISO 8601. */
  readonly timestamp: string;
  readonly monitor: Report['monitor'];
  readonly model: Report['model'];
  /** SHA-256 of the reference's bytes. */
  readonly referenceHash: string;
  /** Oldest and newest current row, in ISO 8601, where rows have a time. */
  readonly from: string | null;
  readonly to: string | null;
  readonly warnings: readonly string[];
}

/** The same column on both sides. */
export interface ColumnBothSides {
  readonly reference: Column;
  readonly current: Column;
}

export interface CheckDriftInput {
  readonly reference: Table;
  readonly current: Table;
  /** Names of the features, in the order of the report; every column of the reference when absent. */
  readonly features?: readonly string[];
  readonly settings: CheckSettings;
  readonly prediction?: ColumnBothSides | null;
  readonly target?: ColumnBothSides | null;
  readonly context: CheckContext;
}

/**
 * Compares current rows with reference rows, feature by feature, and says whether the data set drifted. Pure.
 *
 * Missing and infinite values are left out of the tests and counted. What cannot be judged is `unknown` with a reason, and takes no part in
 * the share of drifted features. A correction adjusts p-values over the features; prediction and target are tests of their own.
 */
export function checkDrift({ reference, current, features, settings, prediction, target, context }: CheckDriftInput): Report {
  const names = features ?? reference.columns.map(({ name }) => name);
  const rows = { reference: reference.rows, current: current.rows };
  const compared = names.map((name) =>
    comparedColumn({ name, reference: columnOf(reference, name), current: columnOf(current, name), rows }, settings),
  );
  const corrected = correctedPValues(compared, settings.correction);
  const reports = compared.map((column, index) => columnReport(column, corrected[index]));
  return {
    schemaVersion: reportSchemaVersion,
    run: context.run,
    timestamp: context.timestamp,
    monitor: context.monitor,
    model: context.model,
    reference: { rows: reference.rows, hash: context.referenceHash },
    current: { rows: current.rows, from: context.from, to: context.to },
    ...datasetOutcome(reports, { ...settings, currentRows: current.rows }),
    features: Object.fromEntries(compared.map(({ name }, index) => [name, reports[index] as ColumnReport])),
    prediction: sideReport('prediction', prediction, settings),
    target: sideReport('target', target, settings),
    quality: null,
    performance: null,
    warnings: [...context.warnings, ...warningsOf(compared, features === undefined ? current.columns : [])],
  };
}

function columnOf({ columns }: Table, name: string): Column | undefined {
  return columns.find((column) => column.name === name);
}

function correctedPValues(compared: readonly ComparedColumn[], correction: CheckSettings['correction']): (number | undefined)[] {
  const pValues = compared.map(({ outcome }) => ('reason' in outcome ? undefined : outcome.result.pValue));
  const known = pValues.filter((pValue) => pValue !== undefined);
  const adjusted = [...adjustPValues(known, correction)];
  return pValues.map((pValue) => (pValue === undefined ? undefined : adjusted.shift()));
}

function sideReport(name: string, sides: ColumnBothSides | null | undefined, settings: CheckSettings): ColumnReport | null {
  if (sides === null || sides === undefined) return null;
  const rows = { reference: sides.reference.values.length, current: sides.current.values.length };
  return columnReport(comparedColumn({ name, ...sides, rows }, settings));
}

function warningsOf(compared: readonly ComparedColumn[], currentColumns: readonly Column[]): string[] {
  const known = new Set(compared.map(({ name }) => name));
  const unknown = compared.flatMap(({ name, outcome }) =>
    'reason' in outcome && outcome.reason.startsWith('the column is') ? [`${JSON.stringify(name)}: ${outcome.reason}`] : [],
  );
  const isNew = currentColumns.filter(({ name }) => !known.has(name));
  return [
    ...unknown,
    ...isNew.map(({ name }) => `${JSON.stringify(name)}: the column is only in the current data and was not compared`),
    ...compared
      .filter(({ reference }) => looksLikeText(reference))
      .map(
        ({ name }) =>
          `${JSON.stringify(name)}: its categories are mostly different, as text or identifiers are; leave it out or change its type`,
      ),
  ];
}
