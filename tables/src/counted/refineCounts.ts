import { meanBetween, nextNumber, rowsBetween, withMoreEdges } from './countedNumbers.ts';
import type { CountSource, Ranges } from './countSource.ts';
import { EdgeList, type EdgeNumbers } from './edgeList.ts';

/** A counted column, and the places in ascending order whose values have to be known, from 1. */
export interface Refinement {
  readonly name: string;
  readonly numbers: EdgeNumbers;
  readonly ranks: readonly number[];
  /** Whether the sums on both sides of these values have to be known too: that takes another look at the rows. */
  readonly needsSums: boolean;
}

/** Rows that a source may have to sort for one column. */
const MOST_SORTED = 1_000_000;
/** Edges between which rows are counted before that. */
const FINER_EDGES = 4096;
const MOST_ROUNDS = 5;

/**
 * Makes the values at some ranks edges. Where their buckets have too many rows to sort, these are divided first.
 *
 * @returns the counts of each column, in the same order
 */
export async function refineCounts(source: CountSource, columns: readonly Refinement[]): Promise<EdgeNumbers[]> {
  let current = [...columns];
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const wide = current.map(divisionOf);
    if (wide.every((edges) => edges.length === 0)) break;
    current = await countAgain(source, current, wide);
  }
  const questions = current.flatMap((column) => rankQuestion(column) ?? []);
  const found = await source.orderStatistics(questions);
  const valuesOf = ({ name }: Refinement) => {
    const index = questions.findIndex((question) => question.name === name);
    return index === -1 ? new Float64Array() : (found[index] as Float64Array);
  };
  const again = await countAgain(
    source,
    current,
    current.map((column) => (column.needsSums ? valuesOf(column) : new Float64Array())),
  );
  return again.map((column) => (column.needsSums ? column.numbers : withValues(column, valuesOf(column))));
}

/** Counts with the values of the ranks, each with the rows from its rank to the next: sums between them remain unknown. */
function withValues(column: Refinement, values: Float64Array): EdgeNumbers {
  const { numbers } = column;
  const { edges, shift, scale } = numbers;
  const difference = (value: number) => value / scale - shift / scale;
  const list = new EdgeList(edges.length + values.length, numbers);
  let [next, copied] = [0, 0];
  const copyUntil = (bucket: number) => {
    for (; copied < bucket; copied++) list.addFrom(edges[copied] as number, numbers, copied + 1);
  };
  for (const { bucket, before, ranks } of bucketsOf(column)) {
    copyUntil(bucket - 1);
    const lower = edges[copied++] as number;
    const { counts, ties } = entryOf(numbers, bucket);
    const first = (ranks[0] as number) - 1 - before;
    const middle = difference(lower / 2 + (values[next] as number) / 2);
    list.add(lower, { counts: first, ties, sums: ties * difference(lower) + (first - ties) * middle });
    let rows = 0;
    for (const [index, rank] of ranks.entries()) {
      const value = values[next++] as number;
      rows += (ranks[index + 1] ?? before + counts + 1) - rank;
      // Ranks of one value are one edge.
      if (index + 1 < ranks.length && values[next] === value) continue;
      list.add(value, { counts: rows, ties: rows, sums: rows * difference(value) });
      rows = 0;
    }
  }
  copyUntil(edges.length);
  return list.numbers(numbers);
}

function entryOf({ counts, ties, sums }: EdgeNumbers, index: number): { counts: number; ties: number; sums: number } {
  return { counts: counts[index] as number, ties: ties[index] as number, sums: sums[index] as number };
}

/** Buckets that hold a rank between their edges: bucket, rows before it, and the ranks. */
function bucketsOf({ numbers, ranks }: Refinement): { bucket: number; before: number; ranks: number[] }[] {
  const between = rowsBetween(numbers);
  const found: { bucket: number; before: number; ranks: number[] }[] = [];
  let [bucket, before] = [0, 0];
  for (const rank of ranks) {
    while (bucket < numbers.counts.length - 1 && rank > before + (numbers.counts[bucket] as number))
      before += numbers.counts[bucket++] as number;
    const isAtEdge = rank - before <= (numbers.ties[bucket] as number);
    if (isAtEdge || (between[bucket] as number) === 0) continue;
    const last = found.at(-1);
    if (last?.bucket === bucket) last.ranks.push(rank);
    else found.push({ bucket, before, ranks: [rank] });
  }
  return found;
}

function rangesOf({ edges }: EdgeNumbers, buckets: readonly number[]): Ranges {
  const ends: number[] = [];
  for (const bucket of buckets) {
    const from = edges[bucket - 1] as number;
    if (ends.at(-1) === from) ends.pop();
    else ends.push(from);
    if (bucket < edges.length) ends.push(edges[bucket] as number);
  }
  return Float64Array.from(ends);
}

function rankQuestion(column: Refinement) {
  const buckets = bucketsOf(column);
  if (buckets.length === 0) return undefined;
  let rows = 0;
  const ranks = buckets.flatMap(({ bucket, before, ranks: inBucket }) => {
    const shift = rows - before;
    rows += column.numbers.counts[bucket] as number;
    return inBucket.map((rank) => rank + shift);
  });
  const within = rangesOf(
    column.numbers,
    buckets.map(({ bucket }) => bucket),
  );
  return { name: column.name, within, rows, ranks };
}

/** Edges that divide the buckets of the ranks; none where these have few rows. */
function divisionOf(column: Refinement): Float64Array {
  const { edges, counts } = column.numbers;
  const buckets = bucketsOf(column);
  const rows = buckets.reduce((sum, { bucket }) => sum + (counts[bucket] as number), 0);
  if (rows <= MOST_SORTED) return new Float64Array();
  const between = rowsBetween(column.numbers);
  const parts = Math.max(2, Math.floor(FINER_EDGES / buckets.length));
  const finer = buckets.flatMap(({ bucket }) => {
    const [lower, upper] = [edges[bucket - 1] as number, edges[bucket] as number];
    // Where most rows of a bucket are one value, their mean is close to it.
    const mean = meanBetween(column.numbers, bucket, between[bucket] as number);
    const step = upper / parts - lower / parts;
    const inner = Array.from({ length: parts - 1 }, (_, part) => lower + step * (part + 1));
    return [nextNumber(lower, 1), ...inner, mean, Number(mean.toPrecision(15)), Math.round(mean)].filter(
      (edge) => edge > lower && edge < upper,
    );
  });
  return Float64Array.from(new Set(finer)).sort();
}

async function countAgain(source: CountSource, columns: readonly Refinement[], more: readonly Float64Array[]): Promise<Refinement[]> {
  const looks = columns.flatMap(({ name, numbers }, index) => {
    const added = more[index] as Float64Array;
    if (added.length === 0) return [];
    const buckets = bucketsAround(numbers, added);
    const starts = buckets.map((bucket) => numbers.edges[bucket - 1] as number);
    const edges = Float64Array.from(new Set([...starts, ...added])).sort();
    return [{ name, edges, shift: numbers.shift, scale: numbers.scale, within: rangesOf(numbers, buckets) }];
  });
  const found = await source.countAtEdges(looks);
  return columns.map((column) => {
    const index = looks.findIndex(({ name }) => name === column.name);
    const [look, counts] = [looks[index], found[index]];
    return look === undefined || counts === undefined ? column : { ...column, numbers: withMoreEdges(column.numbers, look, counts) };
  });
}

function bucketsAround({ edges }: EdgeNumbers, added: Float64Array): number[] {
  const buckets = new Set<number>();
  let bucket = 0;
  for (const edge of added) {
    while (bucket < edges.length && (edges[bucket] as number) <= edge) bucket++;
    buckets.add(bucket);
  }
  return [...buckets];
}
