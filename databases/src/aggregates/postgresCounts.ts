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
import type { PostgresConnection, ResultRow, Statement } from '../postgres/postgresConnection.ts';
import { categoryOf } from './categoryOf.ts';
import {
  categoriesStatement,
  edgesStatement,
  LARGEST_SQUARED,
  rangesStatement,
  ranksStatement,
  rowsStatement,
  sampleStatement,
  scaledMomentsStatement,
  valuesStatement,
} from './postgresStatements.ts';
import type { Relation, RelationColumn } from './relation.ts';

/** A day: a table of a terabyte takes a while, and the caller may end the connection. */
const COUNT_MILLISECONDS = 86_400_000;

/** Counts the rows of a relation in PostgreSQL. The connection has to be in a transaction that sees one state of the rows: `countInPostgres`. */
class PostgresCounts implements CountSource {
  readonly columns: readonly SourceColumn[];
  readonly #connection: PostgresConnection;
  readonly #relation: Relation;

  constructor(connection: PostgresConnection, relation: Relation) {
    this.#connection = connection;
    this.#relation = relation;
    this.columns = Array.from(relation.columns, ([name, { type }]) => ({ name, type }));
  }

  async countRows(): Promise<number> {
    return Number((await this.#one(rowsStatement(this.#relation)))['rows']);
  }

  async ranges(questions: readonly RangeQuestion[]): Promise<readonly NumberRange[]> {
    if (questions.length === 0) return [];
    const row = await this.#one(rangesStatement(this.#relation, questions));
    const ranges: NumberRange[] = [];
    for (const [index, { name, shift }] of questions.entries()) {
      const figure = (figureName: string) => (row[`${figureName}${index}`] === null ? Number.NaN : Number(row[`${figureName}${index}`]));
      const [rows, finite, infinite] = [Number(row['rows']), figure('finite'), figure('infinite')];
      const range = {
        rows,
        missing: rows - finite - infinite,
        infinite,
        minimum: figure('minimum'),
        maximum: figure('maximum'),
        mean: figure('mean') + (Math.abs(shift) > LARGEST_SQUARED ? 0 : shift),
        standardDeviation: figure('deviation'),
        isWhole: row[`whole${index}`] !== false,
      };
      ranges.push({ ...range, ...(await this.#largeMoments(name, range)) });
    }
    return ranges;
  }

  async countAtEdges(questions: readonly EdgeQuestion[]): Promise<readonly EdgeCounts[]> {
    const found: EdgeCounts[] = [];
    for (const question of questions) {
      const { b, n, t, s } = await this.#one(edgesStatement(this.#relation, question));
      const counts = emptyEdgeCounts(question.edges.length);
      for (const [index, bucket] of numbers(b).entries()) {
        counts.counts[bucket] = numbers(n)[index] as number;
        counts.ties[bucket] = numbers(t)[index] as number;
        counts.sums[bucket] = numbers(s)[index] as number;
      }
      found.push(counts);
    }
    return found;
  }

  async orderStatistics(questions: readonly RankQuestion[]): Promise<readonly Float64Array[]> {
    const found: Float64Array[] = [];
    for (const question of questions) found.push(numbers((await this.#one(ranksStatement(this.#relation, question)))['found']));
    return found;
  }

  async countValues(name: string, limit: number): Promise<ReadonlyMap<number, number> | undefined> {
    const { v, n } = await this.#one(valuesStatement(this.#relation, name, limit));
    const rows = numbers(n);
    return rows.length > limit ? undefined : new Map(Array.from(numbers(v), (value, index) => [value + 0, rows[index] as number]));
  }

  async countCategories(name: string, limit: number): Promise<CategoryCounts> {
    const groups = await this.#send(categoriesStatement(this.#relation, name, limit));
    const counts = new Map<string, number>();
    let missing = 0;
    for (const { v, o, n } of groups) {
      const category = categoryOf(this.#column(name), v, o);
      if (category === null) missing += Number(n);
      else counts.set(category, (counts.get(category) ?? 0) + Number(n));
    }
    return { missing, counts: counts.size > limit ? undefined : counts };
  }

  async sampleRows(names: readonly string[], rows: number): Promise<readonly Column[]> {
    const all = await this.countRows();
    // Rows are drawn in their order, by one process: the same table gives the same sample.
    await this.#send({ text: 'set local max_parallel_workers_per_gather = 0' });
    await this.#send({ text: 'select setseed(0.5)' });
    const sampled = await this.#send(sampleStatement(this.#relation, names, rows / Math.max(1, all)));
    return names.map((name, index): Column => {
      const column = this.#column(name);
      if (column.type === 'numeric' && column.categories === undefined) {
        return { name, type: 'numeric', values: Float64Array.from(sampled, (row) => (row[`v${index}`] as number | null) ?? Number.NaN) };
      }
      return { name, type: 'categorical', values: sampled.map((row) => categoryOf(column, row[`v${index}`], row[`o${index}`])) };
    });
  }

  /** Of numbers whose squares are too large for PostgreSQL's sums. */
  async #largeMoments(name: string, { minimum, maximum }: NumberRange): Promise<Partial<NumberRange>> {
    const largest = Math.max(Math.abs(minimum), Math.abs(maximum));
    if (!(largest > LARGEST_SQUARED)) return {};
    const scale = 2 ** Math.min(1023, Math.ceil(Math.log2(largest)));
    const { mean, deviation } = await this.#one(scaledMomentsStatement(this.#relation, name, scale));
    return { mean: Number(mean) * scale, standardDeviation: Number(deviation) * scale };
  }

  #column(name: string): RelationColumn {
    return this.#relation.columns.get(name) as RelationColumn;
  }

  async #one(statement: Statement): Promise<ResultRow> {
    const [row = {}] = await this.#send(statement);
    return row;
  }

  #send(statement: Statement): Promise<readonly ResultRow[]> {
    return this.#connection.query({ deadlineMilliseconds: COUNT_MILLISECONDS, ...statement });
  }
}

function numbers(value: unknown): Float64Array {
  return value instanceof Float64Array ? value : new Float64Array();
}

/**
 * Groups are few, and the planner expects as many as rows: it would sort these, or use one process. Compiling takes longer than it saves.
 * Servers that have no such setting do without.
 */
const SETTINGS = `select set_config(s.name, v.value, true) from pg_settings s join
  (values ('jit', 'off'), ('enable_sort', 'off'), ('parallel_setup_cost', '0'), ('parallel_tuple_cost', '0')) as v (name, value) on v.name = s.name`;

/**
 * Counts the rows of a relation, and of others, in a transaction that only reads and sees one state of them.
 *
 * @throws DatabaseError
 */
export async function countInPostgres<Result>(
  connection: PostgresConnection,
  relation: Relation,
  work: (source: CountSource, countOther: (relation: Relation) => CountSource) => Promise<Result>,
): Promise<Result> {
  await connection.query({ text: 'begin isolation level repeatable read read only' });
  try {
    await connection.query({ text: SETTINGS });
    return await work(new PostgresCounts(connection, relation), (other) => new PostgresCounts(connection, other));
  } finally {
    if (connection.isUsable) await connection.query({ text: 'rollback' }).catch(() => undefined);
  }
}
