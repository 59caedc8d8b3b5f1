import { tableDataSet } from '../dataSet.ts';
import { categories, numbers, tableOf } from '../profile/profileTables.ts';
import { type ColumnLooks, columnSides, columnType } from './columnSides.ts';

const read = (type: 'numeric' | 'categorical' | 'integer') => ({ type, isFixed: false });
const fixed = (type: 'numeric' | 'categorical' | 'integer') => ({ type, isFixed: true });

test.each<{ name: string; looks: ColumnLooks; type: string }>([
  { name: 'a given type', looks: { given: 'categorical', reference: read('numeric'), current: read('numeric') }, type: 'categorical' },
  { name: 'the type of the reference', looks: { reference: read('integer'), current: read('numeric') }, type: 'integer' },
  {
    name: 'the type of the reference, although the current values are fixed',
    looks: { reference: fixed('categorical'), current: fixed('numeric') },
    type: 'categorical',
  },
  {
    name: 'the type that a profile has as well',
    looks: { reference: { ...fixed('integer'), alsoFits: 'numeric' }, current: fixed('numeric') },
    type: 'numeric',
  },
  {
    name: 'the type of the current side, where the reference has no value',
    looks: { reference: { ...read('numeric'), isEmpty: true }, current: read('categorical') },
    type: 'categorical',
  },
  { name: 'the type of the current side, where the reference lacks the column', looks: { current: read('numeric') }, type: 'numeric' },
])('the common type is $name', ({ looks, type }) => {
  expect(columnType(looks)).toBe(type);
});

test('sides of different types have a reason, and both their values', () => {
  const sides = columnSides('x', {
    reference: tableDataSet(tableOf(numbers('x', [1, 2]))),
    current: tableDataSet(tableOf(categories('x', ['a']))),
  });
  expect(sides).toMatchObject({
    reference: { type: 'numeric', rows: 2 },
    current: { type: 'categorical', rows: 1 },
    reason: 'the column is numeric in the reference and categorical in the current data',
  });
});

test('a column that one side lacks is undefined there', () => {
  const reference = tableDataSet(tableOf(numbers('x', [1, 2])));
  const current = tableDataSet(tableOf(numbers('y', [1])));
  expect(columnSides('x', { reference, current })).toMatchObject({ current: undefined, rows: { reference: 2, current: 1 } });
});
