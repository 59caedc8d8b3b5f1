import { durationMilliseconds, type Report, runName } from '@modelmonitor/api';
import { type ColumnBothSides, checkDrift } from '../checkDrift.ts';
import type { Column, Table } from '../table/table.ts';
import type { Window } from '../table/window.ts';
import { decodeWindow } from '../table/windowFile.ts';
import { type Configuration, readConfiguration } from './configuration.ts';
import { columnOfRole, recentWindow, rowsByVersion, timeSpan } from './recentWindow.ts';
import { PREDICTION, readReference, redactedFeatures, visibleFeatures } from './reference.ts';

export interface CheckJob {
  readonly configDirectory: string;
  /** A window as `encodeWindow` writes it. */
  readonly windowBytes: Uint8Array;
  readonly now: Date;
}

/**
 * One drift check of a monitor: the newest captured rows against its reference.
 *
 * @throws WindowFileError, DriftDataError or DriftUsageError, whichever input is wrong
 */
export async function checkJob({ configDirectory, windowBytes, now }: CheckJob): Promise<Report> {
  const configuration = await readConfiguration(configDirectory);
  const { drift } = configuration.monitor.spec;
  const since = now.getTime() - durationMilliseconds(drift.window.maxAge);
  const window = recentWindow(decodeWindow(windowBytes), { maxRows: drift.window.maxRows, since });
  return reportOf({ configuration, window, now, reference: await readReference(configuration) });
}

interface Inputs {
  readonly configuration: Configuration;
  readonly window: Window;
  readonly now: Date;
  readonly reference: Table & { readonly hash: string };
}

function reportOf({ configuration, window, now, reference }: Inputs): Report {
  const { metadata, spec } = configuration.monitor;
  const { methods, correction, share, levels } = spec.drift;
  const redacted = redactedFeatures(configuration);
  return checkDrift({
    reference,
    current: { rows: window.rows, columns: window.columns.filter(({ role }) => role === 'feature') },
    features: visibleFeatures(configuration),
    settings: { methods, correction, share, levels, minRows: spec.drift.window.minRows },
    prediction: bothSides(referenceColumn(reference, PREDICTION), columnOfRole(window, 'prediction')),
    target: bothSides(referenceColumn(reference, spec.model.target.name), labelsOf(window)),
    context: {
      run: runName(now),
      timestamp: now.toISOString(),
      monitor: { namespace: metadata.namespace, name: metadata.name },
      model: { versions: rowsByVersion(window) },
      referenceHash: reference.hash,
      ...timeSpan(window),
      warnings: redacted.map((name) => `${JSON.stringify(name)}: the feature is redacted and was not compared`),
    },
  });
}

function referenceColumn({ columns }: Table, name: string): Column | undefined {
  return columns.find((column) => column.name === name);
}

/** The labels that came so far; undefined while there are none. */
function labelsOf(window: Window): Column | undefined {
  const labels = columnOfRole(window, 'actual');
  const known =
    labels?.type === 'numeric' ? labels.values.some((value) => !Number.isNaN(value)) : labels?.values.some((value) => value !== null);
  return known === true ? labels : undefined;
}

function bothSides(reference: Column | undefined, current: Column | undefined): ColumnBothSides | null {
  return reference === undefined || current === undefined ? null : { reference, current };
}
