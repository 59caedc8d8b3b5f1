import type { DatabaseSync } from 'node:sqlite';
import type { RowContract } from '../rowContract.ts';
import { rowNames } from '../rowNames.ts';
import { maxPageRows, type RowPage, type RowRange } from '../rowPage.ts';
import { selectPageRows } from '../selectPageRows.ts';
import { createContracts } from './contracts.ts';
import { newestLabels } from './labels.ts';
import { type RowRun, rowRuns } from './rowRuns.ts';

/** Most numbers of a page. */
const maxPageNumbers = 2 ** 20;

/** The rows of a range in pages. */
export function* readPages(database: DatabaseSync, range: RowRange): Generator<RowPage> {
  const contracts = createContracts(database);
  let runs: RowRun[] = [];
  let rows = 0;
  const page = () => {
    const built = pageOf(database, contracts.read((runs[0] as RowRun).contract), runs);
    runs = [];
    rows = 0;
    return labelledPage(built, range.labelled);
  };
  for (const run of rowRuns(database, range)) {
    if (runs[0] !== undefined && runs[0].contract !== run.contract) yield* page();
    const most = maxRows(contracts.read(run.contract));
    for (let start = 0; start < run.rows.length; ) {
      const taken = run.rows.subarray(start, start + most - rows);
      runs.push({ ...run, rows: taken });
      start += taken.length;
      rows += taken.length;
      if (rows === most) yield* page();
    }
  }
  if (runs.length > 0) yield* page();
}

function maxRows({ features, classes }: RowContract): number {
  return Math.max(1, Math.min(maxPageRows, Math.floor(maxPageNumbers / (features.length + classes.length + 3))));
}

/** A page of rows of one contract. */
export function pageOf(database: DatabaseSync, contract: RowContract, runs: readonly RowRun[]): RowPage {
  const rows = runs.reduce((sum, run) => sum + run.rows.length, 0);
  const [width, classes] = [contract.features.length, contract.classes.length];
  const ids: string[] = [];
  const versions: string[] = [];
  const unseen: RowPage['unseen'][number][] = [];
  const page = {
    times: new Float64Array(rows),
    features: new Float64Array(rows * width),
    predictions: new Float64Array(rows),
    probabilities: new Float64Array(rows * classes),
  };
  for (const { batch, rows: selected } of runs) {
    const start = ids.length;
    copyRows(batch.times, page.times, { selected, start, width: 1 });
    copyRows(batch.predictions, page.predictions, { selected, start, width: 1 });
    copyRows(batch.features, page.features, { selected, start, width });
    copyRows(batch.probabilities, page.probabilities, { selected, start, width: classes });
    const chosen = new Map(batch.ids.chosen);
    const { idOf } = rowNames(batch.ids.series);
    for (const row of selected) {
      ids.push(chosen.get(row) ?? idOf(batch.ids.numbers[row] as number));
      versions.push(batch.versions[batch.versionOf[row] as number] ?? '');
    }
    if (batch.unseen.length > 0) {
      const placeOf = new Map(Array.from(selected, (row, place) => [row, start + place]));
      for (const one of batch.unseen) if (placeOf.has(one.row)) unseen.push({ ...one, row: placeOf.get(one.row) as number });
    }
  }
  unseen.sort((one, other) => one.row - other.row);
  return { contract, rows, ids, versions, unseen, ...page, ...newestLabels(database, ids) };
}

interface Copy {
  readonly selected: Uint32Array;
  readonly start: number;
  readonly width: number;
}

/** Copies rows to a place; rows that follow each other at once. */
function copyRows(from: Float64Array, to: Float64Array, { selected, start, width }: Copy): void {
  const [first, last] = [selected[0] ?? 0, selected.at(-1) ?? 0];
  if (last - first === selected.length - 1 && isIncreasing(selected)) {
    to.set(from.subarray(first * width, (last + 1) * width), start * width);
    return;
  }
  for (const [place, row] of selected.entries()) {
    for (let cell = 0; cell < width; cell++) to[(start + place) * width + cell] = from[row * width + cell] as number;
  }
}

function isIncreasing(rows: Uint32Array): boolean {
  for (let place = 1; place < rows.length; place++) if ((rows[place] as number) <= (rows[place - 1] as number)) return false;
  return true;
}

/** The rows of a page with, or without, a label; none where nothing is left of it. */
function labelledPage(page: RowPage, labelled: boolean | undefined): RowPage[] {
  if (labelled === undefined) return [page];
  const kept = Array.from(page.actuals.keys()).filter((row) => (page.actuals[row] !== null) === labelled);
  return kept.length === 0 ? [] : [selectPageRows(page, kept)];
}
