import { countAtMost, randomFromSeed } from '@modelmonitor/stats';
import type { Column, Table } from '../table.ts';
import type {
  CategoryCounts,
  CountSource,
  EdgeCounts,
  EdgeQuestion,
  NumberRange,
  RangeQuestion,
  Ranges,
  RankQuestion,
  SourceColumn,
} from './countSource.ts';
import { emptyEdgeCounts } from './edgeList.ts';
import { joinRanges } from './joinRanges.ts';

const SEED = 1;

type Visit = (page: Table, columnNamed: (name: string) => Column) => void;

/** Counts rows that come in pages, each question in one pass over them, for sources without SQL. Memory is bounded by the counts and one page. */
export class RowCounter implements CountSource {
  readonly columns: readonly SourceColumn[];
  readonly #pages: (names: readonly string[]) => AsyncIterable<Table>;

  /** @param pages reads the rows once, with at least the columns of some names */
  constructor(columns: readonly SourceColumn[], pages: (names: readonly string[]) => AsyncIterable<Table>) {
    this.columns = columns;
    this.#pages = pages;
  }

  async countRows(): Promise<number> {
    let rows = 0;
    for await (const page of this.#pages([])) rows += page.rows;
    return rows;
  }

  async ranges(questions: readonly RangeQuestion[]): Promise<readonly NumberRange[]> {
    const found = questions.map(() => EMPTY_RANGE);
    await this.#eachNumbers(questions, (values, index) => {
      const { shift } = questions[index] as RangeQuestion;
      found[index] = joinRanges(found[index] as NumberRange, rangeOf(values, shift));
    });
    return found.map((range, index) => ({ ...range, mean: range.mean + (questions[index] as RangeQuestion).shift }));
  }

  async countAtEdges(questions: readonly EdgeQuestion[]): Promise<readonly EdgeCounts[]> {
    if (questions.length === 0) return [];
    const found = questions.map(({ edges }) => emptyEdgeCounts(edges.length));
    await this.#eachNumbers(questions, (values, index) => addAtEdges(found[index] as EdgeCounts, questions[index] as EdgeQuestion, values));
    return found;
  }

  async orderStatistics(questions: readonly RankQuestion[]): Promise<readonly Float64Array[]> {
    if (questions.length === 0) return [];
    const chosen = questions.map(({ rows }) => ({ values: new Float64Array(rows), length: 0 }));
    await this.#eachNumbers(questions, (values, index) => {
      const into = chosen[index] as { values: Float64Array; length: number };
      const { within } = questions[index] as RankQuestion;
      for (const value of values) if (Number.isFinite(value) && isWithin(within, value)) into.values[into.length++] = value;
    });
    return questions.map(({ ranks }, index) => {
      const sorted = (chosen[index] as { values: Float64Array }).values.sort();
      return Float64Array.from(ranks, (rank) => sorted[rank - 1] as number);
    });
  }

  async countValues(name: string, limit: number): Promise<ReadonlyMap<number, number> | undefined> {
    const counts = new Map<number, number>();
    await this.#eachNumbers([{ name }], (values) => {
      if (counts.size > limit) return;
      // 0 and −0 are one value.
      for (const value of values) if (Number.isFinite(value)) counts.set(value + 0, (counts.get(value + 0) ?? 0) + 1);
    });
    return counts.size > limit ? undefined : counts;
  }

  async countCategories(name: string, limit: number): Promise<CategoryCounts> {
    const counts = new Map<string, number>();
    let missing = 0;
    await this.#eachPage([name], (_, columnNamed) => {
      for (const value of columnNamed(name).values) {
        if (value === null || Number.isNaN(value)) missing++;
        else if (counts.size <= limit) counts.set(String(value), (counts.get(String(value)) ?? 0) + 1);
      }
    });
    return { missing, counts: counts.size > limit ? undefined : counts };
  }

  /** A uniform sample of rows (algorithm R). */
  async sampleRows(names: readonly string[], size: number): Promise<readonly Column[]> {
    const random = randomFromSeed(SEED);
    const kept: (readonly (number | string | null)[])[] = [];
    const types = new Map<string, Column['type']>();
    let seen = 0;
    await this.#eachPage(names, (page, columnNamed) => {
      const columns = names.map(columnNamed);
      for (const column of columns) types.set(column.name, column.type);
      for (let row = 0; row < page.rows; row++) {
        const place = seen < size ? seen : Math.floor(random() * (seen + 1));
        if (place < size) kept[place] = columns.map(({ values }) => values[row] as number | string | null);
        seen++;
      }
    });
    return names.map((name, index) =>
      types.get(name) === 'categorical'
        ? { name, type: 'categorical', values: kept.map((row) => row[index] as string | null) }
        : { name, type: 'numeric', values: Float64Array.from(kept, (row) => row[index] as number) },
    );
  }

  async #eachPage(names: readonly string[], visit: Visit): Promise<void> {
    for await (const page of this.#pages(names)) {
      const byName = new Map(page.columns.map((column) => [column.name, column]));
      visit(page, (name) => {
        const column = byName.get(name);
        if (column === undefined) throw new TypeError(`expected a column ${JSON.stringify(name)} in every page`);
        return column;
      });
    }
  }

  #eachNumbers(questions: readonly { readonly name: string }[], visit: (values: Float64Array, index: number) => void): Promise<void> {
    const names = questions.map(({ name }) => name);
    return this.#eachPage(names, (_, columnNamed) => {
      for (const [index, { name }] of questions.entries()) {
        const column = columnNamed(name);
        if (column.type === 'numeric') visit(column.values, index);
      }
    });
  }
}

function isWithin(ranges: Ranges | undefined, value: number): boolean {
  return ranges === undefined || countAtMost(ranges, value) % 2 === 1;
}

function addAtEdges({ counts, ties, sums }: EdgeCounts, { edges, shift, scale, within }: EdgeQuestion, values: Float64Array): void {
  const scaledShift = shift / scale;
  for (const value of values) {
    if (!Number.isFinite(value) || !isWithin(within, value)) continue;
    const bucket = countAtMost(edges, value);
    counts[bucket] = (counts[bucket] as number) + 1;
    if (edges[bucket - 1] === value) ties[bucket] = (ties[bucket] as number) + 1;
    sums[bucket] = (sums[bucket] as number) + (value / scale - scaledShift);
  }
}

const EMPTY_RANGE: NumberRange = {
  rows: 0,
  missing: 0,
  infinite: 0,
  minimum: Number.NaN,
  maximum: Number.NaN,
  mean: Number.NaN,
  standardDeviation: Number.NaN,
  isWhole: true,
};

/** The mean is that of the differences from the shift. */
function rangeOf(values: Float64Array, shift: number): NumberRange {
  const finite = values.filter(Number.isFinite);
  const missing = values.reduce((count, value) => count + Number(Number.isNaN(value)), 0);
  const range = { ...EMPTY_RANGE, rows: values.length, missing, infinite: values.length - missing - finite.length };
  if (finite.length === 0) return range;
  const mean = finite.reduce((sum, value) => sum + (value - shift), 0) / finite.length;
  let [deviations, squares] = [0, 0];
  for (const value of finite) {
    const deviation = value - shift - mean;
    deviations += deviation;
    squares += deviation * deviation;
  }
  return {
    ...range,
    minimum: finite.reduce((least, value) => Math.min(least, value)),
    maximum: finite.reduce((most, value) => Math.max(most, value)),
    mean: mean + deviations / finite.length,
    standardDeviation: Math.sqrt(Math.max(0, squares - (deviations * deviations) / finite.length) / finite.length),
    isWhole: finite.every(Number.isInteger),
  };
}
