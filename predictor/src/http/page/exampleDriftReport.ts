import { type ModelMonitor, type Report, runName } from '@modelmonitor/api';
import { checkDrift } from '@modelmonitor/drift';
import { type Column, tableDataSet, type Window } from '@modelmonitor/tables';
import type { Contract, ContractFeature } from '../../contract/contract.ts';

/** Rows of the reference. */
const rows = 400;

export interface ExampleDriftReportOptions {
  readonly monitor: ModelMonitor;
  readonly contract: Contract;
  readonly window: Window;
  readonly now: Date;
}

/** A report for tests: captured rows against a reference whose values are evenly spread over what the contract accepts. */
export function exampleDriftReport({ monitor: { metadata, spec }, contract, window, now }: ExampleDriftReportOptions): Report {
  const { methods, rules, correction, effectFloor, share, levels } = spec.drift;
  const { namespace, name } = metadata;
  return checkDrift({
    reference: tableDataSet({ rows, columns: contract.features.map(evenlySpread) }),
    current: tableDataSet({ rows: window.rows, columns: window.columns.filter(({ role }) => role === 'feature') }),
    settings: { methods, rules, correction, effectFloor, share, levels, minRows: spec.drift.window.minRows },
    quality: true,
    context: {
      run: runName(now),
      timestamp: now.toISOString(),
      monitor: { namespace, name },
      model: { versions: {} },
      referenceHash: '',
      from: null,
      to: null,
      warnings: [],
    },
  });
}

function evenlySpread({ name, type, categories, minimum, maximum }: ContractFeature): Column {
  if (type === 'categorical')
    return { name, type, values: Array.from({ length: rows }, (_, row) => categories[row % categories.length] ?? null) };
  const low = Number.isFinite(minimum) ? minimum : 0;
  const width = (Number.isFinite(maximum) ? maximum : low + 4) - low;
  return { name, type, values: Float64Array.from({ length: rows }, (_, row) => low + (width * row) / rows) };
}
