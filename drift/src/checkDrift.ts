import type { QualityReport, QualityTest, Report } from '@modelmonitor/api';
import { type Column, columnSides, type DataSet, type DataSets, type TableShape, tableDataSet } from '@modelmonitor/tables';
import { columnQuality } from './quality/columnQuality.ts';
import { qualityLimits } from './quality/qualityLimits.ts';
import { qualityReport } from './quality/qualityReport.ts';
import { tableQuality } from './quality/tableQuality.ts';
import { assembleReport, type CheckContext, type Findings } from './report/assembleReport.ts';
import type { CheckSettings } from './report/checkSettings.ts';
import { type MeasuredColumn, measureColumn } from './report/measureColumn.ts';

export type { CheckSettings } from './report/checkSettings.ts';

/** Current values of a column that is no feature, and its name in the reference. */
interface AnswerColumn {
  readonly name: string;
  readonly current: Column;
}

export interface CheckDriftInput extends DataSets {
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
 * Compares two sides, feature by feature, and says whether the data set drifted. Pure.
 *
 * Missing and infinite values are left out of the tests and counted. What cannot be judged has a verdict of its own with a reason, and takes
 * no part in the share of drifted features. A correction adjusts p-values over the features; prediction and target are tests of their own.
 */
export function checkDrift(input: CheckDriftInput): Report {
  const { reference, current, features, settings, context } = input;
  const names = features ?? reference.columns.map(({ name }) => name);
  const limits = limitsFor(input);
  const columns = names.map((name) => {
    const sides = columnSides(name, input);
    return { measured: measureColumn(sides, settings), tests: input.quality === true ? columnQuality(sides, limits) : [] };
  });
  const quality = columns.map(({ tests }) => tests);
  const findings: Findings = {
    rows: { reference: reference.rows, current: current.rows },
    features: columns.map(({ measured }) => measured),
    ...answerFindings(input),
    sections: { ...(input.quality === true ? { quality: qualityOf(input, quality) } : {}), ...input.sections },
    newColumns: features === undefined ? current.columns.map(({ name }) => name).filter((name) => !names.includes(name)) : [],
  };
  return assembleReport(findings, settings, context);
}

/** What rows show of features that were measured elsewhere, as those of files are column by column: answers, labels and data quality. */
export function rowFindings(input: Omit<CheckDriftInput, 'context'>): Pick<Findings, 'prediction' | 'target' | 'sections'> {
  const names = input.features ?? input.reference.columns.map(({ name }) => name);
  const limits = limitsFor(input);
  const quality = () => names.map((name) => columnQuality(columnSides(name, input), limits));
  return {
    ...answerFindings(input),
    sections: { ...(input.quality === true ? { quality: qualityOf(input, quality()) } : {}), ...input.sections },
  };
}

type Sides = Omit<CheckDriftInput, 'context'>;

function limitsFor({ reference, settings: { minRows } }: Sides): ReturnType<typeof qualityLimits> {
  return qualityLimits(Math.max(1, reference.columns.length), { minRows });
}

function qualityOf(input: Sides, columns: readonly (readonly QualityTest[])[]): QualityReport {
  const { features } = input;
  const shape = ({ table, rows, columns }: DataSet): TableShape => {
    const whole = table ?? { rows, columns };
    return features === undefined ? whole : { ...whole, columns: whole.columns.filter(({ name }) => features.includes(name)) };
  };
  return qualityReport(tableQuality({ reference: shape(input.reference), current: shape(input.current) }, limitsFor(input)), columns);
}

function answerFindings(input: Sides): Pick<Findings, 'prediction' | 'target'> {
  return { prediction: measureAnswer('prediction', input.prediction, input), target: measureAnswer('target', input.target, input) };
}

/** Undefined where there is no such column, or the reference has none. */
function measureAnswer(
  name: 'prediction' | 'target',
  answer: AnswerColumn | null | undefined,
  { reference, settings }: Sides,
): MeasuredColumn | undefined {
  if (answer === null || answer === undefined) return undefined;
  const column = { ...answer.current, name: answer.name };
  const sides = columnSides(answer.name, { reference, current: tableDataSet({ rows: column.values.length, columns: [column] }) });
  if (sides.reference === undefined) return undefined;
  const measured = measureColumn({ ...sides, name }, settings);
  return name === 'target' ? asLabels(measured) : measured;
}

/** A missing label is one that has not come yet: no shift of missing values, and no empty column. */
function asLabels({ missingShift: _, ...measured }: MeasuredColumn): MeasuredColumn {
  const { current } = measured.description.missing;
  const isEmpty = 'verdict' in measured.finding && measured.finding.verdict === 'empty' && current.share === 1;
  return { ...measured, missingShift: undefined, ...(isEmpty ? { finding: { verdict: 'unknown', reason: 'no label has come yet' } } : {}) };
}
