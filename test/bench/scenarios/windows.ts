import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { BenchContext } from '../benchContext.ts';
import { percentText } from '../figureText.ts';
import { figure, metIf, type Outcome } from '../outcome.ts';
import type { Scenario } from '../scenario.ts';
import { simulateAll } from '../trust/simulateAll.ts';
import { replayTable, type TableCounts } from '../windows/replayedTables.ts';
import { falseAlarmTable, powerTable, replayTableOf, shapeTable } from '../windows/windowTables.ts';
import type { WindowResult, WindowTask } from '../windows/windowTask.ts';
import { costOf, shapesOf, type WindowCell, windowCells, windowTasks } from '../windows/windowTasks.ts';
import { repository } from '../wine.ts';

const TABLES = ['examples/iris/iris.csv', 'examples/wine/wine.csv', 'examples/race/race.csv'];
/** A goal of 5 % allows for the chance of the simulation: three standard errors. */
const highestOf = (windows: number) => 0.05 + 3 * Math.sqrt((0.05 * 0.95) / windows);

/** The rules of the defaults, and of Evidently. */
const [OURS, THEIRS] = [0, 1];

export const windows: Scenario = {
  name: 'windows',
  title: 'The first report: false alarms and power of the defaults',
  about: `The drift check with its defaults (automatic methods, Benjamini–Hochberg, a share of 0.5) on windows drawn like the reference, and on windows in which two of three
features moved. The features have 25 shapes in turn: normal, skewed, heavy-tailed, zero-inflated, discrete and rounded numbers, numbers with missing values, 2 to 5,000
categories with equal and with very unequal shares, rare categories, whole numbers, identifiers. Cells read: the defaults / by the score alone, as Evidently and
\`--like-evidently\` do; in percent of the windows. Real tables: windows of 50 rows drawn from a table, compared with its other rows, and with all of them.`,
  run,
};

async function run({ quick, write }: BenchContext): Promise<Outcome> {
  const tasks = windowTasks(quick);
  const results = await simulateAll<WindowTask, WindowResult>(
    { tasks, costOf, worker: new URL('../windows/windows.worker.ts', import.meta.url) },
    { threads: availableParallelism(), progress: (done) => done % 5 === 0 && write(`${done} of ${tasks.length} parts\n`) },
  );
  const cells = windowCells(tasks, results);
  const still = cells.filter(({ shift }) => shift === 0);
  const tables: TableCounts[] = [];
  for (const path of TABLES) {
    tables.push(...(await replayTable(join(repository, path), { windowRows: 50, windows: quick ? 20 : 400, seed: 5 })));
  }
  const independent = still.filter(({ correlation }) => correlation === 0);
  const correlated = still.filter(({ correlation }) => correlation !== 0);
  return {
    figures: [
      ...(['dataset', 'anyFeature'] as const).flatMap((field) => [rateFigure(still, field, OURS), rateFigure(still, field, THEIRS)]),
      tableFigure(tables, OURS),
      tableFigure(tables, THEIRS),
    ],
    tables: [
      falseAlarmTable('Windows whose data set is called drifted, independent features', independent, 'dataset'),
      falseAlarmTable('Windows with at least one feature called drifted, independent features', independent, 'anyFeature'),
      falseAlarmTable('Windows whose data set is called drifted, any two features correlated by 0.9', correlated, 'dataset'),
      shapeTable('Features called drifted, by shape: 1,000 reference rows', shapesOf(tasks, results, 1000)),
      shapeTable('Features called drifted, by shape: 10,000 reference rows', shapesOf(tasks, results, 10_000)),
      powerTable('Power: moved features that are found, 12 features of which 8 moved', cells, 'foundFeatures'),
      powerTable('Power: windows whose data set is called drifted, 12 features of which 8 moved', cells, 'dataset'),
      replayTableOf('Rows of real tables', tables),
    ],
    notes: [],
  };
}

const RULES = ['by default', 'by the score alone'];
const WHAT = { dataset: 'whose data set is called drifted', anyFeature: 'with at least one feature called drifted' };

function rateFigure(cells: readonly WindowCell[], field: 'dataset' | 'anyFeature', rules: number) {
  const rate = (cell: WindowCell) => (cell[field][rules] ?? 0) / cell.windows;
  const worst = cells.reduce((a, b) => (rate(b) / highestOf(b.windows) > rate(a) / highestOf(a.windows) ? b : a));
  const where = `${worst.referenceRows.toLocaleString('en-US')} reference rows, windows of ${worst.windowRows}, ${worst.features} features`;
  return figure({
    what: `highest share of windows ${WHAT[field]}, ${RULES[rules]} (${where})`,
    ours: percentText(rate(worst)),
    ...(rules === OURS
      ? { goal: `≤ 5.0 %, within the chance of ${worst.windows} windows`, met: metIf(rate(worst) <= highestOf(worst.windows)) }
      : {}),
  });
}

function tableFigure(tables: readonly TableCounts[], rules: number) {
  const rate = Math.max(...tables.map(({ dataset, windows }) => (dataset[rules] ?? 0) / windows));
  return figure({
    what: `highest share of windows of a real table whose data set is called drifted, ${RULES[rules]}`,
    ours: percentText(rate),
    ...(rules === OURS ? { goal: '≤ 5.0 %', met: metIf(rate <= 0.05) } : {}),
  });
}
