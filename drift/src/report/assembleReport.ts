import { type ColumnReport, type Report, reportSchemaVersion, shareSentence } from '@modelmonitor/api/plain';
import { adjustPValues } from '@modelmonitor/stats';
import { withCellTypes } from '../quality/cellTypes.ts';
import type { CheckSettings } from './checkSettings.ts';
import { type ColumnJudgement, columnJudgement, decisivePValue, SIGNIFICANCE_LEVEL } from './columnJudgement.ts';
import { datasetOutcome } from './datasetOutcome.ts';
import type { MeasuredColumn } from './measureColumn.ts';

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
  /** SHA-256 of the current file's bytes, where the rows come from one. */
  readonly currentHash?: string;
  /** Version of ModelMonitor. */
  readonly version?: string;
  /** Oldest and newest current row, in ISO 8601, where rows have a time. */
  readonly from: string | null;
  readonly to: string | null;
  readonly warnings: readonly string[];
}

/** Everything that was measured, column by column. */
export interface Findings {
  readonly rows: { readonly reference: number; readonly current: number };
  readonly features: readonly MeasuredColumn[];
  readonly prediction?: MeasuredColumn | undefined;
  readonly target?: MeasuredColumn | undefined;
  /** Sections beside the drift of columns. */
  readonly sections?: Partial<Pick<Report, 'quality' | 'performance' | 'concept_drift' | 'contributions' | 'segments'>>;
  /** Current columns that nothing was compared with. */
  readonly newColumns?: readonly string[];
  /** Warnings beside those of the context and of columns. */
  readonly notes?: readonly string[];
}

/**
 * The report of what was measured: p-values corrected over the features, a verdict for each column and one for the data set. Prediction and
 * target are tests of their own.
 */
export function assembleReport(
  { rows, features, prediction, target, sections, newColumns, notes }: Findings,
  chosen: CheckSettings,
  context: CheckContext,
): Report {
  const settings = settingsByRules(chosen);
  const reports = judgeColumns(features, chosen);
  const columns = Object.fromEntries(features.map(({ name }, index) => [name, reports[index] as ColumnReport]));
  const outcome = datasetOutcome(reports, { ...settings, currentRows: rows.current });
  const share = outcome.share_drifted_features;
  return {
    schemaVersion: reportSchemaVersion,
    run: context.run,
    timestamp: context.timestamp,
    monitor: context.monitor,
    model: context.model,
    reference: { rows: rows.reference, hash: context.referenceHash },
    current: {
      rows: rows.current,
      ...(context.currentHash === undefined ? {} : { hash: context.currentHash }),
      from: context.from,
      to: context.to,
    },
    ...(context.version === undefined ? {} : { engine: { version: context.version } }),
    settings: { min_rows: settings.minRows, effect_floor: settings.effectFloor, rules: settings.rules },
    ...outcome,
    ...(share === null ? {} : { summary: shareSentence({ share, threshold: settings.share, levels: settings.levels }) }),
    features: columns,
    prediction: prediction === undefined ? null : columnReport(prediction, settings),
    target: target === undefined ? null : columnReport(target, settings),
    quality: null,
    performance: null,
    concept_drift: null,
    contributions: null,
    ...sections,
    ...(sections?.quality ? { quality: withCellTypes(sections.quality, columns) } : {}),
    warnings: [...context.warnings, ...columnWarnings(features), ...(newColumns ?? []).map(newColumnWarning), ...(notes ?? [])],
  };
}

/** The report of each column, its p-values corrected over all of them. */
export function judgeColumns(columns: readonly MeasuredColumn[], chosen: CheckSettings): ColumnReport[] {
  const settings = settingsByRules(chosen);
  const corrected = correctPValues(columns, settings);
  return columns.map((column, index) => columnReport(column, settings, corrected[index]));
}

function settingsByRules(chosen: CheckSettings): CheckSettings {
  return chosen.rules === 'evidently' ? { ...chosen, correction: 'none', effectFloor: 0 } : chosen;
}

function correctPValues(features: readonly MeasuredColumn[], { correction }: CheckSettings): CorrectedPValues[] {
  if (correction === 'none') return features.map(() => ({}));
  const correct = (pValues: readonly (number | undefined)[]) => {
    const known = pValues.filter((pValue) => pValue !== undefined);
    const adjusted = [...adjustPValues(known, correction)];
    return pValues.map((pValue) => (pValue === undefined ? undefined : adjusted.shift()));
  };
  const drift = correct(features.map(({ finding }) => ('chosen' in finding ? decisivePValue(finding) : undefined)));
  const missingShift = correct(features.map((column) => column.missingShift));
  return features.map((_, index) => ({ drift: drift[index], missingShift: missingShift[index] }));
}

/** p-values after the correction over all columns; a column's own where absent. */
interface CorrectedPValues {
  readonly drift?: number | undefined;
  readonly missingShift?: number | undefined;
}

/** Up to so many rows a significant p-value stands for itself: Evidently takes tests for small references only. */
const FEW_ROWS = 1000;
/** The report of one column, judged by the corrected p-values. */
function columnReport(column: MeasuredColumn, { effectFloor }: CheckSettings, corrected: CorrectedPValues = {}): ColumnReport {
  const { finding, description } = column;
  const { reference, current } = description;
  const floor = Math.min(reference.rows, current.rows) > FEW_ROWS ? effectFloor : 0;
  const shift = missingShift(column, effectFloor, corrected.missingShift);
  const hasGone = isGone(column) && shift.missing_shift?.drifted === true;
  return {
    ...description,
    ...('verdict' in finding ? withoutVerdict(finding) : columnJudgement(finding, { floor, corrected: corrected.drift })),
    ...(hasGone ? { drifted: true, verdict: 'drifted' } : {}),
    ...shift,
  };
}

/** Whether a column that had values has none in the current data, or vanished. Its drift is that of its missing values. */
function isGone({ finding, description }: MeasuredColumn): boolean {
  if (!('verdict' in finding) || description.missing.reference.share === 1) return false;
  return finding.verdict === 'vanished' || (finding.verdict === 'empty' && description.current.rows === 0);
}

function withoutVerdict({ verdict, reason }: { verdict: ColumnReport['verdict']; reason: string }): ColumnJudgement {
  const drifted = verdict === 'constant' ? false : null;
  return { method: null, score: null, threshold: null, statistic: null, drifted, verdict, reason };
}

function missingShift(
  { missingShift, description }: MeasuredColumn,
  effectFloor: number,
  corrected: number | undefined,
): Pick<ColumnReport, 'missing_shift'> {
  if (missingShift === undefined) return {};
  const { reference, current } = description.missing;
  const material = Math.abs(current.share - reference.share) >= effectFloor;
  const score = corrected ?? missingShift;
  return {
    missing_shift: { p_value: missingShift, score, threshold: SIGNIFICANCE_LEVEL, drifted: material && score < SIGNIFICANCE_LEVEL },
  };
}

function columnWarnings(features: readonly MeasuredColumn[]): string[] {
  const gone = Map.groupBy(features.filter(isGone), ({ finding }) =>
    'verdict' in finding && finding.verdict === 'vanished' ? 'are not in' : 'have no values in',
  );
  const lists = [...gone].map(([verb, columns]) =>
    listWarning(
      verb,
      columns.map(({ name }) => name),
    ),
  );
  return [...lists, ...features.flatMap(warningsOf)];
}

/** More names make a warning too long to read. */
const MOST_LISTED = 20;

function listWarning(verb: string, names: readonly string[]): string {
  const [count, does] =
    names.length === 1 ? ['1 column', verb.replace('are', 'is').replace('have', 'has')] : [`${names.length} columns`, verb];
  const more = names.length > MOST_LISTED ? ` and ${names.length - MOST_LISTED} more` : '';
  return `${count} ${does} the current data: ${names
    .slice(0, MOST_LISTED)
    .map((name) => JSON.stringify(name))
    .join(', ')}${more}`;
}

function warningsOf(column: MeasuredColumn): string[] {
  const { name, finding, description, notes = [] } = column;
  const quoted = JSON.stringify(name);
  const said = notes.map((note) => `${quoted}: ${note}`);
  if (isGone(column)) return said;
  if ('reason' in finding && finding.reason.startsWith('the column ')) return [...said, `${quoted}: ${finding.reason}`];
  if (description.type !== 'text') return said;
  return [
    ...said,
    `${quoted}: its values are mostly different, as text or identifiers are: lengths and characters were compared, not the values`,
  ];
}

function newColumnWarning(name: string): string {
  return `${JSON.stringify(name)}: the column is only in the current data and was not compared`;
}
