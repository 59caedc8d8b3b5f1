import type { Report } from '@modelmonitor/api';
import { randomFromSeed, shuffle } from '@modelmonitor/stats';
import { assembleReport } from '../../../drift/src/report/assembleReport.ts';
import type { CheckSettings } from '../../../drift/src/report/checkSettings.ts';
import { type MeasuredColumn, measureColumn } from '../../../drift/src/report/measureColumn.ts';
import type { PreparedColumn } from '../../../tables/src/columns/prepareColumn.ts';
import { type ColumnShape, columnShapes } from './columnShapes.ts';
import { defaultSettings, emptyContext } from './defaultSettings.ts';
import { drawRows } from './drawRows.ts';
import { rulesCompared, type ShapeCounts, type WindowCounts, type WindowResult, type WindowTask } from './windowTask.ts';

type Mutable<Counts> = { -readonly [Key in keyof Counts]: Counts[Key] extends readonly number[] ? number[] : Counts[Key] };

/** Runs the drift check on windows drawn like their references, and counts its verdicts. */
export function compareWindows(task: WindowTask): WindowResult {
  const random = randomFromSeed(task.seed);
  const most = Math.max(...task.features);
  const counts = task.windowRows.flatMap((windowRows) => task.features.map((features) => emptyCounts(windowRows, features)));
  const shapes = new Map<string, Mutable<ShapeCounts>>();
  for (let reference = 0; reference < task.references; reference++) {
    const drawn = drawShapes(most, random);
    const before = drawRows(drawn, { rows: task.referenceRows, correlation: task.correlation, shiftOf: () => 0 }, random);
    for (let window = 0; window < task.windowsPerReference; window++) {
      for (const rows of task.windowRows) {
        const after = drawRows(drawn, { rows, correlation: task.correlation, shiftOf: (column) => shiftOf(task, column) }, random);
        const measured = measureColumns(before, after);
        for (const count of counts) if (count.windowRows === rows) addReports(count, measured.slice(0, count.features), task);
        addShapes(shapes, { drawn, measured, rows });
      }
    }
  }
  return { counts, shapes: [...shapes.values()] };
}

/** Two of three features move. */
function shiftOf({ shift }: WindowTask, column: number): number {
  return column % 3 === 2 ? 0 : shift;
}

function drawShapes(count: number, random: () => number): ColumnShape[] {
  return Array.from({ length: Math.ceil(count / columnShapes.length) }, () => shuffle(columnShapes, random))
    .flat()
    .slice(0, count);
}

function measureColumns(before: readonly PreparedColumn[], after: readonly PreparedColumn[]): MeasuredColumn[] {
  return before.map((reference, index) => {
    const current = after[index];
    if (current === undefined) throw new Error('both sides have the same columns');
    return measureColumn(
      { name: `${index}`, reference, current, rows: { reference: reference.rows, current: current.rows } },
      defaultSettings,
    );
  });
}

function reportBy(rules: CheckSettings['rules'], measured: readonly MeasuredColumn[]): Report {
  const features = rules === 'guarded' ? measured : measured.map(withoutSignificance);
  const [first] = measured;
  const rows = { reference: first?.description.reference.rows ?? 0, current: first?.description.current.rows ?? 0 };
  return assembleReport(
    { rows: { reference: rows.reference, current: Math.max(rows.current, defaultSettings.minRows) }, features },
    { ...defaultSettings, rules },
    emptyContext,
  );
}

function withoutSignificance({ finding, ...column }: MeasuredColumn): MeasuredColumn {
  if (!('chosen' in finding)) return { finding, ...column };
  const { significance, ...without } = finding;
  return { finding: without, ...column };
}

function addReports(count: Mutable<WindowCounts>, measured: readonly MeasuredColumn[], task: WindowTask): void {
  count.windows++;
  for (const [place, rules] of rulesCompared.entries()) {
    const report = reportBy(rules, measured);
    const drifted = Object.entries(report.features).filter(([, column]) => column.drifted === true);
    const moved = drifted.filter(([name]) => shiftOf(task, Number(name)) !== 0).length;
    bump(count.dataset, place, Number(report.dataset_drift === true));
    bump(count.anyFeature, place, Number(drifted.length > moved));
    bump(count.falseFeatures, place, drifted.length - moved);
    bump(count.foundFeatures, place, moved);
  }
}

function addShapes(
  counts: Map<string, Mutable<ShapeCounts>>,
  { drawn, measured, rows }: { drawn: readonly ColumnShape[]; measured: readonly MeasuredColumn[]; rows: number },
): void {
  for (const [place, rules] of rulesCompared.entries()) {
    const { features } = reportBy(rules, measured);
    for (const [index, { name: shape }] of drawn.entries()) {
      const key = `${shape} ${rows}`;
      const count = counts.get(key) ?? { shape, windowRows: rows, windows: 0, drifted: [0, 0] };
      counts.set(key, count);
      if (place === 0) count.windows++;
      bump(count.drifted, place, Number(features[`${index}`]?.drifted === true));
    }
  }
}

function emptyCounts(windowRows: number, features: number): Mutable<WindowCounts> {
  const zeros = () => rulesCompared.map(() => 0);
  return { windowRows, features, windows: 0, dataset: zeros(), anyFeature: zeros(), falseFeatures: zeros(), foundFeatures: zeros() };
}

function bump(counts: number[], place: number, by: number): void {
  counts[place] = (counts[place] ?? 0) + by;
}
