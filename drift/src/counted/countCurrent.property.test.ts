import type { Table } from '@modelmonitor/tables';
import { RowCounter } from '@modelmonitor/tables/counted';
import fc from 'fast-check';
import { bothReports, comparable, countCases, expectSame, sourceColumns } from './testCounts.ts';

/** The rows in pages of 700. */
function pagesOf(table: Table): () => AsyncIterable<Table> {
  return async function* () {
    for (let from = 0; from < table.rows; from += 700) {
      const to = Math.min(table.rows, from + 700);
      yield {
        rows: to - from,
        columns: table.columns.map((column) =>
          column.type === 'numeric'
            ? { ...column, values: column.values.slice(from, to) }
            : { ...column, values: column.values.slice(from, to) },
        ),
      };
    }
  };
}

const open = (table: Table) => Promise.resolve(new RowCounter(sourceColumns(table), pagesOf(table)));

test.each(countCases)('a report of counts equals one of the rows: $name', async (data) => {
  const { memory, counted } = await bothReports(data, open);
  expectSame(comparable(memory), comparable(counted));
});

// Squares of larger numbers overflow, in each way of adding them at another place.
const anyNumber = fc.oneof(
  fc.double({ min: -1e150, max: 1e150 }),
  fc.constantFrom(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN),
  fc.integer({ min: 0, max: 30 }),
  fc.double({ min: -1, max: 1, noNaN: true }),
);

test('a report of counts equals one of the rows, whatever these hold', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyNumber, { minLength: 25, maxLength: 200 }),
      fc.array(anyNumber, { maxLength: 300 }),
      async (reference, current) => {
        const data = { name: '', reference: Float64Array.from(reference), current: Float64Array.from(current) };
        const { memory, counted } = await bothReports(data, open);
        expectSame(comparable(memory), comparable(counted));
      },
    ),
    { numRuns: 150 },
  );
});
