import { availableParallelism } from 'node:os';
import type { BenchContext } from '../benchContext.ts';
import { percentText } from '../figureText.ts';
import { figure, metIf, type Outcome, type OutcomeTable } from '../outcome.ts';
import type { Scenario } from '../scenario.ts';
import { simulateAll } from '../trust/simulateAll.ts';
import { addedCounts, type TrustCell, trustCells, trustTasks } from '../trust/trustCells.ts';
import { type TrustCounts, type TrustTask, trustCorrections } from '../trust/trustTask.ts';

/** A goal of 5 % in 1,000 runs allows for the chance of the simulation: three standard errors. */
const HIGHEST = 0.05 + 3 * Math.sqrt((0.05 * 0.95) / 1000);

export const trust: Scenario = {
  name: 'trust',
  title: 'False alarms and power of every drift method',
  about: `The drift check on simulated data: 20 independent features, as many reference as current rows, 1,000 runs a cell (A/A) or 200 (power); permutation tests
100 runs of 100 rows. Numbers are normal; categories are the same numbers cut at the quintiles, or at the median. A p-value is judged at 0.05, a distance at Evidently's
threshold. False alarm: a run in which any of the 20 features is called drifted though none moved (family-wise). Power: the share of runs in which the one feature that
moved by so many standard deviations is found. Cells read: by the score alone, as \`--like-evidently\` / Bonferroni / Benjamini–Hochberg (the default), in percent. In the
latter two a distance, a p-value that takes the reference for the truth (chisquare, g_test) or approximates (z) and one of permutations have to be significant too, by
Kolmogorov–Smirnov or a test of homogeneity.`,
  run,
};

async function run({ quick, write }: BenchContext): Promise<Outcome> {
  const cells = trustCells();
  const tasks = trustTasks(quick ? 50 : 1);
  const threads = availableParallelism();
  const counts = await simulateAll<TrustTask, TrustCounts[]>(
    {
      tasks,
      costOf: ({ rows, runs, methods }) => rows * runs * methods.length,
      worker: new URL('../trust/trust.worker.ts', import.meta.url),
    },
    { threads, progress: (done) => done % 20 === 0 && write(`${done} of ${tasks.length} parts\n`) },
  );
  const shares = new Map(cells.map((cell) => [keyOf(cell), addedCounts(cell, tasks, counts)]));
  const cellShares = (cell: TrustCell) => shares.get(keyOf(cell)) ?? { alarm: [], found: [], dataset: [] };
  const still = cells.filter(({ shift }) => shift === 0);
  const highest = [1, 2].map((place) => {
    const rate = (cell: TrustCell) => cellShares(cell).alarm[place] ?? 1;
    const worst = still.reduce((a, b) => (rate(b) > rate(a) ? b : a));
    const what = `highest family-wise false-alarm rate with ${trustCorrections[place]} (${worst.method}, ${worst.kind}, ${worst.rows} rows)`;
    return figure({
      what,
      ours: percentText(rate(worst)),
      goal: '≤ 5.0 %, within the chance of 1,000 runs',
      met: metIf(rate(worst) <= HIGHEST),
    });
  });
  const dataset = [0, 1].map((place) => {
    const rate = Math.max(...still.filter(({ method }) => method === 'auto').map((cell) => cellShares(cell).dataset[place] ?? 1));
    return figure({
      what: `highest rate of the data set called drifted by the automatic methods, ${place === 0 ? 'by the score alone' : trustCorrections[place]}`,
      ours: percentText(rate),
    });
  });
  const text = (cell: TrustCell | undefined, kind: 'alarm' | 'found') =>
    cell === undefined
      ? '–'
      : cellShares(cell)
          [kind].map((share) => (share * 100).toFixed(1))
          .join(' / ');
  return { figures: [...highest, ...dataset], tables: tablesOf(cells, text), notes: [] };
}

function keyOf({ method, kind, rows, shift }: TrustCell): string {
  return `${method} ${kind} ${rows} ${shift}`;
}

/** Sizes against methods, then for each size shifts against methods. */
function tablesOf(cells: readonly TrustCell[], text: (cell: TrustCell | undefined, kind: 'alarm' | 'found') => string): OutcomeTable[] {
  const sizes = [...new Set(cells.map(({ rows }) => rows))];
  const shifts = [...new Set(cells.map(({ shift }) => shift))].filter((shift) => shift !== 0);
  const methods = cells.filter(({ rows, shift }) => rows === sizes[0] && shift === 0);
  const rowsText = (rows: number) => rows.toLocaleString('en-US');
  const table = (caption: string, headers: readonly string[], cellsOf: (method: TrustCell) => string[]): OutcomeTable => ({
    caption,
    headers: ['method', 'columns', ...headers],
    rows: methods.map((method) => [method.method, method.kind, ...cellsOf(method)]),
  });
  const at = ({ method, kind }: TrustCell, rows: number, shift: number) =>
    cells.find((cell) => cell.method === method && cell.kind === kind && cell.rows === rows && cell.shift === shift);
  return [
    table('False alarms by rows a side, none of 20 features moved', sizes.map(rowsText), (method) =>
      sizes.map((rows) => text(at(method, rows, 0), 'alarm')),
    ),
    ...sizes.map((rows) =>
      table(`Power with ${rowsText(rows)} rows a side, by shift in standard deviations`, shifts.map(String), (method) =>
        shifts.map((shift) => text(at(method, rows, shift), 'found')),
      ),
    ),
  ];
}
