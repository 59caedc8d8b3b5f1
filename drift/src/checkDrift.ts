import type { QualityTest, Report } from '@modelmonitor/api';
import type { Column, Table } from '@modelmonitor/tables';
import { type PreparedColumn, preparedColumn } from '@modelmonitor/tables';
import { columnQuality } from './quality/columnQuality.ts';
import { qualityLimits } from './quality/qualityLimits.ts';
import { qualityReport } from './quality/qualityReport.ts';
import { tableQuality } from './quality/tableQuality.ts';
import { type DriftReference, tableReference } from './reference/driftReference.ts';
import { assembledReport, type CheckContext, type Findings } from './report/assembledReport.ts';
import type { CheckSettings } from './report/checkSettings.ts';
import { type MeasuredColumn, measuredColumn } from './report/measuredColumn.ts';

export type { CheckSettings } from './report/checkSettings.ts';

/** Current values of a column that is no feature, and its name in the reference. */
interface AnswerColumn {
  readonly name: string;
  readonly current: Column;
}

export interface CheckDriftInput {
  /** Rows, or a profile of them. */
  readonly reference: Table | DriftReference;
  readonly current: Table;
  /** Names of the features, in the order of the report; every column of the reference when absent. */
  readonly features?: readonly string[];
  readonly settings: CheckSettings;
  readonly prediction?: AnswerColumn | null;
  readonly target?: AnswerColumn | null;
  /** Whether data quality and stability are checked too. */
  readonly quality?: boolean;
  readonly sections?: Findings['sections'];
  readonly context: CheckContext;
}

/**
 * Compares current rows with reference rows, feature by feature, and says whether the data set drifted. Pure.
 *
 * Missing and infinite values are left out of the tests and counted. What cannot be judged has a verdict of its own with a reason, and takes
 * no part in the share of drifted features. A correction adjusts p-values over the features; prediction and target are tests of their own.
 */
export function checkDrift(input: CheckDriftInput): Report {
  const { current, features, settings, prediction, target, context } = input;
  const reference = 'shape' in input.reference ? input.reference : tableReference(input.reference);
  const names = features ?? reference.shape.columns.map(({ name }) => name);
  const rows = { reference: reference.shape.rows, current: current.rows };
  const checked = names.map((name) => checkedColumn(name, { reference, current, rows }, input));
  const answer = (column: AnswerColumn | null | undefined, name: string) => {
    const sides = column === null || column === undefined ? undefined : reference.sides(column.name, prepared(column.current));
    return sides?.reference === undefined ? undefined : measuredColumn({ name, ...sides, rows }, settings);
  };
  const findings: Findings = {
    rows,
    features: checked.map(({ measured }) => measured),
    prediction: answer(prediction, 'prediction'),
    target: answer(target, 'target'),
    sections: { ...(input.quality === true ? { quality: qualityOf(checked, { reference, current }, input) } : {}), ...input.sections },
    newColumns: features === undefined ? current.columns.map(({ name }) => name).filter((name) => !names.includes(name)) : [],
  };
  return assembledReport(findings, settings, context);
}

interface Sides {
  readonly reference: DriftReference;
  readonly current: Table;
}

interface CheckedColumn {
  readonly measured: MeasuredColumn;
  readonly quality: readonly QualityTest[];
}

function checkedColumn(
  name: string,
  { reference, current, rows }: Sides & { rows: Findings['rows'] },
  { settings, quality }: CheckDriftInput,
): CheckedColumn {
  const sides = reference.sides(name, prepared(current.columns.find((column) => column.name === name)));
  return {
    measured: measuredColumn({ name, ...sides, rows }, settings),
    quality: quality === true ? columnQuality({ name, ...sides }, limitsOf(reference, settings)) : [],
  };
}

function qualityOf(
  checked: readonly CheckedColumn[],
  { reference, current }: Sides,
  { features, settings }: CheckDriftInput,
): Report['quality'] {
  const wanted = <Shape extends { readonly columns: readonly { readonly name: string }[] }>(shape: Shape): Shape =>
    features === undefined ? shape : { ...shape, columns: shape.columns.filter(({ name }) => features.includes(name)) };
  const tests = tableQuality({ reference: wanted(reference.shape), current: wanted(current) }, limitsOf(reference, settings));
  return qualityReport(
    tests,
    checked.map(({ quality }) => quality),
  );
}

function limitsOf({ shape }: DriftReference, { minRows }: CheckSettings): ReturnType<typeof qualityLimits> {
  return qualityLimits(Math.max(1, shape.columns.length), { minRows });
}

function prepared(column: Column | undefined): PreparedColumn | undefined {
  return column === undefined ? undefined : preparedColumn(column);
}
