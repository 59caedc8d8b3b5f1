import type { Column } from '@modelmonitor/tables';
import {
  type CategoryCounts,
  type CountSource,
  type EdgeCounts,
  type EdgeQuestion,
  emptyEdgeCounts,
  type NumberRange,
  type RangeQuestion,
  type RankQuestion,
  type SourceColumn,
} from '@modelmonitor/tables/counted';
import { categoryOf } from '../aggregates/categoryOf.ts';
import type { Relation, RelationColumn } from '../aggregates/relation.ts';
import type { ClickHouseClient, ClickHouseRow } from './clickHouseClient.ts';
import {
  categoriesStatement,
  edgesStatement,
  rangesStatement,
  ranksStatement,
  rowsStatement,
  sampleStatement,
  valuesStatement,
} from './clickHouseStatements.ts';

/** Figures of a column in the answer to `rangesStatement`. */
const RANGE_FIGURES = 7;

/** Counts the rows of a relation in ClickHouse. Rows that arrive meanwhile may be in some counts and not in others: a time before which they are keeps them out. */
export class ClickHouseCounts implements CountSource {
  readonly columns: readonly SourceColumn[];
  readonly #client: ClickHouseClient;
  readonly #relation: Relation;

  constructor(client: ClickHouseClient, relation: Relation) {
    this.#client = client;
    this.#relation = relation;
    this.columns = Array.from(relation.columns, ([name, { type }]) => ({ name, type }));
  }

  async countRows(): Promise<number> {
    return numberOf((await this.#one(rowsStatement(this.#relation)))[0]);
  }

  async ranges(questions: readonly RangeQuestion[]): Promise<readonly NumberRange[]> {
    if (questions.length === 0) return [];
    const [rows, ...figures] = (await this.#one(rangesStatement(this.#relation, questions))).map(numberOf);
    return questions.map(({ shift }, index) => {
      const own = figures.slice(index * RANGE_FIGURES, (index + 1) * RANGE_FIGURES);
      const [finite = 0, infinite = 0, minimum = 0, maximum = 0, mean = 0, deviation = 0, whole = 0] = own;
      const counts = { rows: rows as number, missing: (rows as number) - finite - infinite, infinite };
      const none = finite === 0 ? Number.NaN : 0;
      return {
        ...counts,
        minimum: minimum + none,
        maximum: maximum + none,
        mean: mean + shift,
        standardDeviation: deviation,
        isWhole: finite === 0 || whole === 1,
      };
    });
  }

  async countAtEdges(questions: readonly EdgeQuestion[]): Promise<readonly EdgeCounts[]> {
    const found: EdgeCounts[] = [];
    for (const question of questions) {
      const [e, n, t, s] = (await this.#one(edgesStatement(this.#relation, question))).map(numbersOf);
      const counts = emptyEdgeCounts(question.edges.length);
      const bucketOf = new Map(Array.from(question.edges, (edge, index) => [edge + 0, index + 1]));
      for (const [index, edge] of (e ?? []).entries()) {
        const bucket = bucketOf.get(edge + 0) as number;
        counts.counts[bucket] = n?.[index] as number;
        counts.ties[bucket] = t?.[index] as number;
        counts.sums[bucket] = s?.[index] as number;
      }
      found.push(counts);
    }
    return found;
  }

  async orderStatistics(questions: readonly RankQuestion[]): Promise<readonly Float64Array[]> {
    const found: Float64Array[] = [];
    for (const question of questions)
      found.push(Float64Array.from(numbersOf((await this.#one(ranksStatement(this.#relation, question)))[0])));
    return found;
  }

  async countValues(name: string, limit: number): Promise<ReadonlyMap<number, number> | undefined> {
    const rows = await this.#client.query(valuesStatement(this.#relation, name, limit));
    return rows.length > limit ? undefined : new Map(rows.map(([value, count]) => [numberOf(value) + 0, numberOf(count)]));
  }

  async countCategories(name: string, limit: number): Promise<CategoryCounts> {
    const counts = new Map<string, number>();
    let missing = 0;
    for (const [value, count] of await this.#client.query(categoriesStatement(this.#relation, name, limit))) {
      const category = this.#category(name, value);
      if (category === null) missing += numberOf(count);
      else counts.set(category, (counts.get(category) ?? 0) + numberOf(count));
    }
    return { missing, counts: counts.size > limit ? undefined : counts };
  }

  async sampleRows(names: readonly string[], rows: number): Promise<readonly Column[]> {
    const all = await this.countRows();
    const sampled = await this.#client.query(sampleStatement(this.#relation, names, rows / Math.max(1, all)));
    return names.map((name, index): Column => {
      if (this.#column(name).type === 'numeric')
        return { name, type: 'numeric', values: Float64Array.from(sampled, (row) => numberOf(row[index])) };
      return { name, type: 'categorical', values: sampled.map((row) => this.#category(name, row[index])) };
    });
  }

  #category(name: string, value: unknown): string | null {
    const column = this.#column(name);
    return categoryOf(column, column.type === 'numeric' ? numberOf(value) : value, undefined);
  }

  #column(name: string): RelationColumn {
    return this.#relation.columns.get(name) as RelationColumn;
  }

  async #one(text: string): Promise<ClickHouseRow> {
    return (await this.#client.query(text))[0] ?? [];
  }
}

/** ClickHouse writes what JSON has no number for as text: "nan", "inf", "-inf". */
function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  if (value === true || value === false) return Number(value);
  const text = typeof value === 'string' ? value.toLowerCase() : 'nan';
  return text.endsWith('inf') ? (text.startsWith('-') ? -1 : 1) * Number.POSITIVE_INFINITY : Number(text);
}

function numbersOf(value: unknown): number[] {
  return Array.isArray(value) ? value.map(numberOf) : [];
}
