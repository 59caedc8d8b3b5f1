import { durationMilliseconds, type Report, runName } from '@modelmonitor/api/plain';
import {
  type AnsweredRows,
  type CheckSettings,
  checkDrift,
  commonLabels,
  contributionsReport,
  countCurrent,
  hourDataSet,
  rowSections,
  segmentReports,
  tableWithLabels,
} from '@modelmonitor/drift';
import {
  type Column,
  type DataSet,
  PROFILE_HAS_NO_ROWS,
  profileAsTyped,
  profileDataSet,
  profileNotes,
  readReferenceProfile,
  type Table,
  tableDataSet,
  type Window,
} from '@modelmonitor/tables';
import { currentTable, rowsToCompare } from './allFeatureRows.ts';
import { rowsOfReference, rowsOfWindow } from './answeredRows.ts';
import type { CollectedRows } from './collectedRows.ts';
import type { Configuration } from './configuration.ts';
import { currentMembers, currentNotes, currentSpan } from './currentRows.ts';
import { hoursNote, withHours } from './hourRows.ts';
import { loadServedModel } from './loadServedModel.ts';
import { columnOfRole, recentWindow, rowsByVersion } from './recentWindow.ts';
import { isFeature, namesOfRedacted, PREDICTION, readReference, referenceTypes, visibleFeatures } from './reference.ts';
import { segmentsOf } from './segmentsOf.ts';

/** Rows of a check that were compared. */
export interface ComparedRows {
  readonly report: Report;
  readonly task: 'classification' | 'regression';
  /** Null where the reference keeps no rows. */
  readonly reference: AnsweredRows | null;
  readonly current: AnsweredRows;
  /** Version of each current row. */
  readonly versions: readonly (string | null)[];
}

export interface CheckJob {
  readonly configuration: Configuration;
  readonly rows: CollectedRows;
  readonly now: Date;
  /** What else becomes part of the report. */
  readonly extend?: (compared: ComparedRows) => Promise<Pick<Report, 'warnings' | 'performance_history'>>;
}

/**
 * One drift check of a monitor: the newest captured rows against its reference.
 *
 * @throws DriftDataError or DriftUsageError, whichever input is wrong
 */
export async function checkJob({ configuration, now, extend, ...given }: CheckJob): Promise<Report> {
  const { drift } = configuration.monitor.spec;
  const since = now.getTime() - durationMilliseconds(drift.window.maxAge);
  const reference = await jobReference(configuration);
  const rows = await withHours(given.rows, reference.dataSet);
  const window = recentWindow(rows.window, { maxRows: drift.window.maxRows, since });
  const inputs = { configuration, window, rows, now, reference };
  const report = await reportOf(inputs);
  const current = { ...report.current, ...currentMembers({ ...inputs, monitor: configuration.monitor }) };
  const contributions = await contributionsOf(inputs, report);
  if (extend === undefined) return { ...report, current, contributions };
  const versions = columnOfRole(window, 'version');
  const compared = {
    report,
    task: configuration.monitor.spec.model.task,
    ...sidesOf(inputs),
    versions: versions?.type === 'categorical' ? versions.values : [],
  };
  return { ...report, current, contributions, ...(await extend(compared)) };
}

/** The reference of a monitor: rows, or a profile of them. */
interface JobReference {
  readonly dataSet: DataSet;
  readonly hash: string;
  /** Undefined for a profile. */
  readonly table: Table | undefined;
  readonly notes: readonly string[];
}

async function jobReference(configuration: Configuration): Promise<JobReference> {
  const read = await readReferenceProfile(configuration.referencePath);
  if (read !== undefined) {
    const profile = profileAsTyped(read.profile, referenceTypes(configuration));
    const notes = [...profileNotes(profile), `${PROFILE_HAS_NO_ROWS}: contributions and concept drift need them`];
    return { dataSet: profileDataSet(profile), hash: read.hash, table: undefined, notes };
  }
  const table = await readReference(configuration);
  return { dataSet: tableDataSet(table), hash: table.hash, table, notes: table.notes };
}

interface Inputs {
  readonly configuration: Configuration;
  readonly window: Window;
  readonly rows: CollectedRows;
  readonly now: Date;
  readonly reference: JobReference;
}

async function reportOf({ configuration, window, rows, now, reference }: Inputs): Promise<Report> {
  const { monitor } = configuration;
  const { metadata, spec } = monitor;
  const { methods, rules, correction, effectFloor, share, levels } = spec.drift;
  const redacted = namesOfRedacted(configuration);
  const { reference: before, current: after } = sidesOf({ configuration, window, reference });
  const settings = { methods, rules, correction, effectFloor, share, levels, minRows: spec.drift.window.minRows };
  const features = visibleFeatures(configuration);
  const segments = await segmentsOf({ configuration, window, counted: rows.counted, reference: reference.table, features, settings });
  const known = reference.table === undefined ? reference.dataSet : tableDataSet(tableWithLabels(reference.table, before));
  const current = await currentSide({ rows, window, known, features, settings });
  return checkDrift({
    reference: known,
    current: current.dataSet,
    features,
    settings,
    prediction: after.prediction === null || isFeature(spec.model, PREDICTION) ? null : { name: PREDICTION, current: after.prediction },
    target: hasValues(after.target) ? { name: spec.model.target.name, current: after.target } : null,
    quality: true,
    sections: {
      ...rowSections({ task: spec.model.task, reference: before, current: after }),
      ...(segments === undefined ? {} : { segments: segmentReports(segments.sides, { features, settings }) }),
    },
    context: {
      run: runName(now),
      timestamp: now.toISOString(),
      monitor: { namespace: metadata.namespace, name: metadata.name },
      model: { versions: rows.counted?.versions ?? rowsByVersion(window) },
      referenceHash: reference.hash,
      ...currentSpan({ monitor, window, rows }),
      warnings: [
        ...currentNotes({ monitor, window, rows }),
        ...current.notes,
        ...reference.notes,
        ...(segments?.notes ?? []),
        ...redacted.map((name) => `${JSON.stringify(name)}: the feature is redacted and was not compared`),
      ],
    },
  });
}

interface CurrentOptions extends Pick<Inputs, 'rows' | 'window'> {
  /** The reference, with labels as the resource names them. */
  readonly known: DataSet;
  readonly features: readonly string[];
  readonly settings: CheckSettings;
}

/** Current columns: of the rows in memory, or counted. */
async function currentSide({ rows, window, known, features, settings }: CurrentOptions): Promise<{ dataSet: DataSet; notes: string[] }> {
  const { source, hours } = rows.counted ?? {};
  if (hours !== undefined) {
    const { dataSet, resolution } = hourDataSet({ ...hours, reference: known, settings });
    return { dataSet, notes: [hoursNote(hours, resolution)] };
  }
  if (source === undefined) return { dataSet: tableDataSet(rowsToCompare(window)), notes: [] };
  return { dataSet: await countCurrent({ source, reference: known, names: features, settings }), notes: [] };
}

/** Rows with predictions of both sides, whose labels and predictions have the names of the resource's classes. */
function sidesOf({ configuration, window, reference }: Pick<Inputs, 'configuration' | 'window' | 'reference'>): AnsweredSides {
  const { model } = configuration.monitor.spec;
  const before = reference.table === undefined ? null : rowsOfReference(reference.table, model);
  return commonLabels({ reference: before, current: rowsOfWindow(window, model) }, { task: model.task, classes: model.target.classes });
}

interface AnsweredSides {
  readonly reference: AnsweredRows | null;
  readonly current: AnsweredRows;
}

/** Contributions of the features by the model that answered; null where there is no model or there are no rows to ask it about. */
async function contributionsOf({ configuration, window, reference }: Inputs, { features }: Report): Promise<Report['contributions']> {
  if (reference.table === undefined || namesOfRedacted(configuration).length > 0) return null;
  const served = await loadServedModel(configuration, rowsByVersion(window));
  if (typeof served === 'string') return null;
  const sides = sidesOf({ configuration, window, reference });
  const labels = { reference: sides.reference?.target ?? undefined, current: sides.current.target ?? undefined };
  return contributionsReport({ ...served, reference: reference.table, current: currentTable(window), reports: features, labels });
}

function hasValues(column: Column | null): column is Column {
  if (column === null) return false;
  return column.type === 'numeric' ? column.values.some((value) => !Number.isNaN(value)) : column.values.some((value) => value !== null);
}
