import type { Report } from '@modelmonitor/api';
import { randomFromSeed } from '@modelmonitor/stats';
import { assembleReport } from '../../../drift/src/report/assembleReport.ts';
import type { CheckSettings } from '../../../drift/src/report/checkSettings.ts';
import { type MeasuredColumn, measureColumn } from '../../../drift/src/report/measureColumn.ts';
import type { ColumnSides } from '../../../tables/src/columns/columnSides.ts';
import { trustColumn } from './trustColumns.ts';
import { type TrustCounts, type TrustMethod, type TrustTask, trustCorrections } from './trustTask.ts';

const origin = { monitor: null, model: null, referenceHash: '', from: null, to: null, warnings: [] };
const context = { run: '20250102t030405678z', timestamp: '2025-01-02T03:04:05.678Z', ...origin };

/** Evidently judges these p-values at 0.1; the simulation asks what all do at 0.05. */
const JUDGED_AT_A_TENTH: readonly TrustMethod[] = ['anderson', 'cramer_von_mises', 'fisher_exact', 'g_test', 'TVD', 'empirical_mmd'];

/** Runs the drift check itself on simulated features and counts what it says, for each method. */
export function simulatedRuns(task: TrustTask): TrustCounts[] {
  const random = randomFromSeed(task.seed);
  const zeros = () => trustCorrections.map(() => 0);
  const counts = task.methods.map(() => ({ falseAlarms: zeros(), found: zeros(), dataset: zeros() }));
  for (let run = 0; run < task.runs; run++) {
    const columns = simulatedColumns(task, random);
    for (const [index, method] of task.methods.entries()) {
      for (const [place, report] of reportsOf(columns, { method, task }).entries()) {
        const drifted = Object.entries(report.features).filter(([, column]) => column.drifted === true);
        const moved = task.shift === 0 ? undefined : '0';
        const found = counts[index] as (typeof counts)[number];
        if (drifted.some(([name]) => name !== moved)) bump(found.falseAlarms, place);
        if (drifted.some(([name]) => name === moved)) bump(found.found, place);
        if (report.dataset_drift === true) bump(found.dataset, place);
      }
    }
  }
  return counts;
}

function simulatedColumns({ kind, rows, features, shift }: TrustTask, random: () => number): ColumnSides[] {
  return Array.from({ length: features }, (_, feature) => ({
    name: String(feature),
    reference: trustColumn(kind, { rows, shift: 0, random }),
    current: trustColumn(kind, { rows, shift: feature === 0 ? shift : 0, random }),
    rows: { reference: rows, current: rows },
  }));
}

/** A report for each correction. */
function reportsOf(columns: readonly ColumnSides[], { method, task }: { method: TrustMethod; task: TrustTask }): Report[] {
  const settings = settingsOf(method, task, 'bonferroni');
  const measured = columns.map((column) => measureColumn(column, settings));
  return trustCorrections.map((correction) => {
    const features = correction === 'none' ? measured.map(withoutSignificance) : measured;
    return assembleReport({ rows: { reference: task.rows, current: task.rows }, features }, settingsOf(method, task, correction), context);
  });
}

/** As it is measured without a correction: there is no test beside the score. */
function withoutSignificance({ finding, ...column }: MeasuredColumn): MeasuredColumn {
  if (!('chosen' in finding)) return { finding, ...column };
  const { significance, ...without } = finding;
  return { finding: without, ...column };
}

function settingsOf(method: TrustMethod, { kind }: TrustTask, correction: CheckSettings['correction']): CheckSettings {
  const threshold = JUDGED_AT_A_TENTH.includes(method) ? { threshold: 0.05 } : {};
  const methods = method === 'auto' ? {} : { [kind === 'numeric' ? 'numeric' : 'categorical']: { method, ...threshold } };
  const rules = correction === 'none' ? 'evidently' : 'guarded';
  return { methods, rules, correction, share: 0.5, levels: [], minRows: 1, effectFloor: 0 };
}

function bump(counts: number[], index: number): void {
  counts[index] = (counts[index] ?? 0) + 1;
}
