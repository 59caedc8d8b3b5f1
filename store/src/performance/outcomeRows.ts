import type { ScoreCounts } from './performanceRecord.ts';
import type { OutcomePage } from './performanceTables.ts';

/** Bands of equal width that probabilities are counted in. */
export const SCORE_BANDS = 10;

/** Labelled rows of one page, by column. */
interface OutcomePart {
  readonly classes: readonly string[];
  readonly modelClasses: number;
  /** Class index or value. */
  readonly actual: Float64Array;
  readonly predicted: Float64Array;
  /** Row-major, rows × model classes. */
  readonly probabilities: Float64Array;
  readonly delays: Float64Array;
}

/** Rows of one period and version: all are counted, those with a label are kept. */
export interface OutcomeRows {
  readonly predicted: number;
  readonly scores: ScoreCounts;
  readonly parts: readonly OutcomePart[];
}

/** Takes the rows of a page by period and version. @param keyOf key of the group that a row belongs to */
export function collectOutcomes(groups: Map<string, OutcomeRows>, page: OutcomePage, keyOf: (row: number) => string): void {
  const rowsOf = new Map<string, number[]>();
  for (let row = 0; row < page.rows; row++) {
    if (Number.isNaN(page.predictions[row] as number)) continue;
    const key = keyOf(row);
    const rows = rowsOf.get(key);
    if (rows === undefined) rowsOf.set(key, [row]);
    else rows.push(row);
  }
  for (const [key, rows] of rowsOf) {
    const own = rowsOfPage(page, rows);
    const earlier = groups.get(key);
    groups.set(key, earlier === undefined ? own : joinOutcomes([earlier, own]));
  }
}

/** Rows of several periods, such as the hours of a day. */
export function joinOutcomes(groups: readonly OutcomeRows[]): OutcomeRows {
  return {
    predicted: groups.reduce((sum, { predicted }) => sum + predicted, 0),
    scores: {
      predicted: joinScores(groups.map(({ scores }) => scores.predicted)),
      labelled: joinScores(groups.map(({ scores }) => scores.labelled)),
    },
    parts: groups.flatMap(({ parts }) => parts),
  };
}

/** Counts of bands are added; moments (three numbers) are joined as Chan, Golub & LeVeque (1979) do it. */
export function joinScores(scores: readonly Float64Array[]): Float64Array {
  const joined = new Float64Array(scores[0]?.length ?? 0);
  for (const counts of scores) {
    if (joined.length !== 3) {
      for (let band = 0; band < joined.length; band++) joined[band] = (joined[band] as number) + (counts[band] ?? 0);
      continue;
    }
    const [rows = 0, mean = 0, squares = 0] = joined;
    const [otherRows = 0, otherMean = 0, otherSquares = 0] = counts;
    const all = rows + otherRows;
    if (otherRows === 0) continue;
    const gap = otherMean - mean;
    joined.set([all, mean + (gap * otherRows) / all, squares + otherSquares + (gap * gap * rows * otherRows) / all]);
  }
  return joined;
}

function rowsOfPage(page: OutcomePage, rows: readonly number[]): OutcomeRows {
  const { modelClasses, actuals, labelTimes, times, predictions, probabilities } = page;
  const labelled = rows.filter((row) => !Number.isNaN(actuals[row] as number));
  const scoreOf = modelClasses === 0 ? (row: number) => predictions[row] as number : probabilityOf(page);
  const part: OutcomePart = {
    classes: page.classes,
    modelClasses,
    actual: pick(actuals, labelled),
    predicted: pick(predictions, labelled),
    probabilities: new Float64Array(labelled.length * modelClasses),
    delays: Float64Array.from(labelled, (row) => Math.max(0, (labelTimes[row] as number) - (times[row] as number)) / 1000),
  };
  for (const [at, row] of labelled.entries())
    for (let index = 0; index < modelClasses; index++)
      part.probabilities[at * modelClasses + index] = probabilities[row * modelClasses + index] as number;
  const count = modelClasses === 0 ? momentsOf : bandsOf;
  return {
    predicted: rows.length,
    scores: { predicted: count(rows, scoreOf), labelled: count(labelled, scoreOf) },
    parts: labelled.length === 0 ? [] : [part],
  };
}

function probabilityOf({ modelClasses, predictions, probabilities }: OutcomePage): (row: number) => number {
  return (row) => probabilities[row * modelClasses + (modelClasses === 2 ? 1 : (predictions[row] as number))] ?? Number.NaN;
}

function bandsOf(rows: readonly number[], scoreOf: (row: number) => number): Float64Array {
  const counts = new Float64Array(SCORE_BANDS);
  for (const row of rows) {
    const score = scoreOf(row);
    if (!(score >= 0 && score <= 1)) continue;
    const band = Math.min(SCORE_BANDS - 1, Math.floor(score * SCORE_BANDS));
    counts[band] = (counts[band] as number) + 1;
  }
  return counts;
}

function momentsOf(rows: readonly number[], scoreOf: (row: number) => number): Float64Array {
  let [count, mean, squares] = [0, 0, 0];
  for (const row of rows) {
    const gap = scoreOf(row) - mean;
    if (!Number.isFinite(gap)) continue;
    count++;
    mean += gap / count;
    squares += (gap * gap * (count - 1)) / count;
  }
  return Float64Array.of(count, mean, squares);
}

function pick(values: Float64Array, rows: readonly number[]): Float64Array {
  return Float64Array.from(rows, (row) => values[row] as number);
}

/** Arrays one after another; always a copy. */
export function joinNumbers(arrays: readonly Float64Array[]): Float64Array {
  const joined = new Float64Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const array of arrays) {
    joined.set(array, offset);
    offset += array.length;
  }
  return joined;
}
