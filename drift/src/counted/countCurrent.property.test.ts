import { randomFromSeed } from '@modelmonitor/stats';
import { type Table, tableDataSet } from '@modelmonitor/tables';
import { RowCounter } from '@modelmonitor/tables/counted';
import fc from 'fast-check';
import { checkDrift } from '../checkDrift.ts';
import { settings } from '../testCheck.ts';
import { countCurrent } from './countCurrent.ts';
import { bothReports, comparable, countCases, expectSame, sourceColumns } from './testCounts.ts';

const context = { run: '', timestamp: '', monitor: null, model: null, referenceHash: '', from: null, to: null, warnings: [] };

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

// Squares of larger numbers overflow, in each way of adding them at another place; the ends of the range must not cancel out to a mean of noise.
const anyNumber = fc.oneof(
  fc.double({ min: -1e140, max: 1e150 }),
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
    { numRuns: 60 },
  );
});

test('a reference of a million distinct values is compared value by value', async () => {
  const random = randomFromSeed(3);
  const values = (rows: number, shift: number) => Float64Array.from({ length: rows }, () => random() + shift);
  const { memory, counted } = await bothReports({ name: '', reference: values(1_000_000, 0), current: values(20_000, 0.01) }, open, [
    'auto',
    'ks',
  ]);
  expectSame(comparable(memory), comparable(counted));
});

test('categories, truth values and texts are counted as they are written', async () => {
  const rows = 3000;
  const words = ['red', 'white', 'rosé', null];
  const columnsOf = (shift: number): Table => ({
    rows,
    columns: [
      { name: 'colour', type: 'categorical', values: Array.from({ length: rows }, (_, row) => words[(row * (shift + 1)) % 4] ?? null) },
      { name: 'truth', type: 'categorical', values: Array.from({ length: rows }, (_, row) => String(row % (3 + shift) === 0)) },
      { name: 'few', type: 'categorical', values: Array.from({ length: rows }, (_, row) => `${row % (5 + shift)}`) },
    ],
  });
  const [reference, current] = [tableDataSet(columnsOf(0)), columnsOf(1)];
  const names = ['colour', 'truth', 'few'];
  const source = await open(current);
  const input = { reference, settings, context, quality: true };
  const memory = checkDrift({ ...input, current: tableDataSet(current) });
  const counted = checkDrift({ ...input, current: await countCurrent({ source, reference, names, settings }) });
  expect(memory.n_drifted_features).toBeGreaterThan(0);
  expectSame(comparable(memory), comparable(counted));
});

test('a column with too many distinct values for its method is measured on a sample, and a warning says why', async () => {
  const rows = 250_000;
  const of = (shift: number): Table => ({
    rows,
    columns: [{ name: 'x', type: 'numeric', values: Float64Array.from({ length: rows }, (_, row) => Math.sin(row) + shift) }],
  });
  const reference = tableDataSet(of(0));
  const chosen = { ...settings, methods: { features: { x: { method: 'mannw' as const } } } };
  const current = await countCurrent({ source: await open(of(0.5)), reference, names: ['x'], settings: chosen });
  const report = checkDrift({ reference, settings: chosen, context, current });
  expect(report.features['x']).toMatchObject({ method: 'mannw', verdict: 'drifted', current: { rows: 200_000 } });
  expect(report.warnings).toEqual([
    '"x": in the current data, it was measured on a sample of 200000 of 250000 rows, because mannw needs the rows of every distinct value, and the column has more than 10000',
  ]);
});
