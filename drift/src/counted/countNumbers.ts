import { columnPair, type DataSet, hasMoreValuesThan, type PreparedNumbers, usableRows } from '@modelmonitor/tables';
import {
  type CountSource,
  countedNumbers,
  countedValues,
  type EdgeNumbers,
  type NumberRange,
  type Refinement,
  refineCounts,
} from '@modelmonitor/tables/counted';
import { methodFor } from '../methods/chooseMethod.ts';
import { methodNamed } from '../methods/driftMethods.ts';
import { qualityLimits } from '../quality/qualityLimits.ts';
import type { CheckSettings } from '../report/checkSettings.ts';
import { crossingRanks, type EdgePlan, edgePlan, FEW_VALUES, middleOf, quantileRanks } from './countPlan.ts';

/** Distinct values of a column that are counted one by one at most. */
export const MOST_VALUES = 10_000;

export interface CountedNumeric {
  readonly name: string;
  readonly column: PreparedNumbers;
  /** Why counts do not suffice, so that the column has to be taken from a sample. */
  readonly why?: string;
  /** What the counts do not show. */
  readonly note?: string;
}

interface Planned {
  readonly name: string;
  readonly reference: PreparedNumbers;
  readonly range: NumberRange;
  /** Undefined where the current column has no finite value. */
  readonly edges: EdgePlan | undefined;
}

/** Numeric columns, counted at the edges that their comparison depends on. */
export async function countNumbers(
  source: CountSource,
  names: readonly string[],
  { reference, settings }: { readonly reference: DataSet; readonly settings: CheckSettings },
): Promise<CountedNumeric[]> {
  if (names.length === 0) return [];
  const ranges = await rangesOf(source, names, reference);
  const planned = names.map((name, index) => planOf(name, ranges[index] as NumberRange, reference));
  const questions = planned.flatMap(({ name, edges }) => (edges === undefined ? [] : [{ name, ...edges }]));
  const found = await source.countAtEdges(questions);
  const first = new Map(questions.map((question, index) => [question.name, { ...question, ...(found[index] as (typeof found)[number]) }]));
  const unfinished = planned.flatMap((column) => {
    const numbers = first.get(column.name);
    return numbers === undefined || whyValues(column, numbers, settings) !== undefined ? [] : [{ column, numbers }];
  });
  const refined = await refineCounts(
    source,
    unfinished.map(({ column, numbers }) => ({ name: column.name, numbers, ...ranksOf(column, numbers, settings) })),
  );
  const finished = new Map(unfinished.map(({ column }, index) => [column.name, refined[index] as EdgeNumbers]));
  const columns: CountedNumeric[] = [];
  // One after another: a connection takes one statement at a time.
  for (const column of planned) columns.push(await finish(source, column, { first: first.get(column.name), finished, settings }));
  return columns;
}

/** Beyond so many deviations from the shift, moments lose digits. */
const FAR = 1000;

/** Ranges of the columns; of those far from the reference, the moments are computed again around their own mean. */
async function rangesOf(source: CountSource, names: readonly string[], reference: DataSet): Promise<NumberRange[]> {
  const questions = names.map((name) => ({ name, shift: middleOf(numbersOf(name, reference)) }));
  const found = [...(await source.ranges(questions))];
  const far = questions.flatMap(({ name, shift }, index) => {
    const { mean, standardDeviation } = found[index] as NumberRange;
    return Number.isFinite(mean) && Math.abs(mean - shift) > FAR * standardDeviation ? [{ name, shift: mean, index }] : [];
  });
  if (far.length === 0) return found;
  for (const [at, range] of (await source.ranges(far)).entries()) found[(far[at] as (typeof far)[number]).index] = range;
  return found;
}

function numbersOf(name: string, { column, rows }: DataSet): PreparedNumbers {
  const prepared = column(name, 'numeric');
  return prepared?.type === 'numeric' ? prepared : { type: 'numeric', rows, missing: rows, infinite: 0, sorted: new Float64Array() };
}

function planOf(name: string, range: NumberRange, dataSet: DataSet): Planned {
  const reference = numbersOf(name, dataSet);
  const isEmpty = range.rows === range.missing + range.infinite;
  return { name, reference, range, edges: isEmpty ? undefined : edgePlan(reference, range, qualityLimits(1)) };
}

async function finish(
  source: CountSource,
  column: Planned,
  { first, finished, settings }: { first: EdgeNumbers | undefined; finished: ReadonlyMap<string, EdgeNumbers>; settings: CheckSettings },
): Promise<CountedNumeric> {
  const { name, range, edges } = column;
  if (first === undefined) {
    const { rows, missing, infinite } = range;
    return { name, column: { type: 'numeric', rows, missing, infinite, sorted: new Float64Array() } };
  }
  const numbers = finished.get(name);
  if (numbers !== undefined) {
    const note =
      edges?.isExact === false ? { note: 'the reference has so many distinct values that the counts are rounded to some of them' } : {};
    return { name, column: countedNumbers(numbers, range), ...note };
  }
  const values = await source.countValues(name, MOST_VALUES);
  if (values !== undefined) return { name, column: countedValues(values, range) };
  return { name, column: countedNumbers(first, range), why: whyValues(column, first, settings) ?? 'it has too many distinct values' };
}

/** Why the rows of every distinct value are needed; undefined where counts at edges suffice. */
function whyValues({ name, reference, range }: Planned, numbers: EdgeNumbers, { methods }: CheckSettings): string | undefined {
  const current = countedNumbers(numbers, range);
  if (current.counted?.isComplete === true || usableRows(reference) === 0) return undefined;
  if (!hasMoreValuesThan(reference.sorted, FEW_VALUES))
    return `the reference has few distinct values, and the column more than ${MOST_VALUES}`;
  const { method } = methodFor(name, { type: 'numeric', reference, current }, methods);
  return methodNamed(method).fromCounts === undefined
    ? `${method} needs the rows of every distinct value, and the column has more than ${MOST_VALUES}`
    : undefined;
}

/** The quantiles of the report, and where a distance needs the distribution function on both sides. */
function ranksOf(
  { name, reference, range }: Planned,
  numbers: EdgeNumbers,
  { methods }: CheckSettings,
): Pick<Refinement, 'ranks' | 'needsSums'> {
  const current = countedNumbers(numbers, range);
  const pair = columnPair(reference, current);
  const quantiles = quantileRanks(usableRows(current));
  if (pair === undefined || usableRows(reference) === 0) return { ranks: quantiles, needsSums: false };
  const crosses = methodNamed(methodFor(name, pair, methods).method).fromCounts === 'crossings';
  const ranks = crosses ? [...new Set([...quantiles, ...crossingRanks(reference, numbers)])].sort((a, b) => a - b) : quantiles;
  return { ranks, needsSums: crosses };
}
