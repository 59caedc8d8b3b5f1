import type { Table } from '../../../tables/src/table.ts';
import { modelRows } from './modelRows.ts';

const table: Table = {
  rows: 4,
  columns: [
    { name: 'soil', type: 'categorical', values: ['sand', null, 'clay', 'moon'] },
    { name: 'alcohol', type: 'numeric', values: Float64Array.of(1, 2, Number.NaN, 4) },
    { name: 'other', type: 'numeric', values: new Float64Array(4) },
  ],
};
const options = {
  features: [
    { name: 'alcohol', type: 'numeric' },
    { name: 'soil', type: 'categorical' },
  ],
  categories: { soil: ['clay', 'sand'] },
  maxRows: 100,
} as const;

test.each([
  {
    name: 'rows hold the features in the order of the model, categories by index',
    maxRows: 100,
    rows: [1, 1, 2, NaN, NaN, 0, 4, NaN],
    places: [0, 1, 2, 3],
  },
  { name: 'fewer rows are evenly spaced', maxRows: 2, rows: [1, 1, NaN, 0], places: [0, 2] },
])('$name', ({ maxRows, rows, places }) => {
  const got = modelRows(table, { ...options, maxRows });
  expect([...got.rows]).toEqual(rows);
  expect([...got.places]).toEqual(places);
  expect(got.count).toBe(places.length);
});

test('an empty table gives no rows', () => {
  const empty = { rows: 0, columns: table.columns.map((column) => ({ ...column, values: column.values.slice(0, 0) })) as Table['columns'] };
  expect(modelRows(empty, options)).toEqual({ rows: new Float64Array(0), count: 0, places: new Int32Array(0) });
});

test.each([
  {
    name: 'a table without a feature',
    feature: { name: 'ash', type: 'numeric' as const },
    message: 'contributions need the feature "ash", got a table without it',
  },
  {
    name: 'a feature of another type',
    feature: { name: 'soil', type: 'numeric' as const },
    message: 'contributions need the feature "soil" to be numeric, got a categorical column',
  },
])('refuses $name', ({ feature, message }) => {
  expect(() => modelRows(table, { ...options, features: [feature] })).toThrow(new RangeError(message));
});
