import { columnSides } from './columns/columnSides.ts';
import { tableDataSet } from './dataSet.ts';
import { categories, tableOf } from './profile/profileTables.ts';

const side = (values: readonly (string | null)[]) => tableDataSet(tableOf(categories('x', values)));

test('texts in memory are times by their content, unless their type is known', () => {
  const table = tableOf(categories('x', ['31.12.2024', '01.01.2025', null]));
  expect(tableDataSet(table).look('x')).toEqual({ type: 'time', isFixed: true });
  expect(tableDataSet(table, { x: 'categorical' }).look('x')).toEqual({ type: 'categorical', isFixed: true });
  expect(tableDataSet(table).look('toString')).toBeUndefined();
});

test('a window has the categories of the reference in its spelling, and new ones in their own', () => {
  const sides = columnSides('x', { reference: side(['True', 'False', 'True']), current: side(['true', 'TRUE', '0', 'maybe']) });
  expect(sides.current).toMatchObject({
    counts: new Map([
      ['True', 2],
      ['False', 1],
      ['maybe', 1],
    ]),
  });
  const numbers = columnSides('x', { reference: side(['1', '2', '2', '007']), current: side(['1.0', '2e0', '7', '3']) });
  expect(numbers.current).toMatchObject({
    counts: new Map([
      ['1', 1],
      ['2', 1],
      ['007', 1],
      ['3', 1],
    ]),
  });
});
