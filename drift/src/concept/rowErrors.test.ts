import type { Column } from '../../../tables/src/table.ts';
import type { Task } from './labelledSide.ts';
import { rowErrors } from './rowErrors.ts';

const numbers = (...values: number[]): Column => ({ name: 'n', type: 'numeric', values: Float64Array.from(values) });
const words = (...values: (string | null)[]): Column => ({ name: 'w', type: 'categorical', values });

test.each<{ name: string; task: Task; prediction: Column; label: Column; rows: number[]; errors: number[] }>([
  {
    name: 'classes by name',
    task: 'classification',
    prediction: words('a', 'b', 'a'),
    label: words('a', 'a', 'a'),
    rows: [0, 1, 2],
    errors: [0, 1, 0],
  },
  {
    name: 'classes that are numbers on one side and text on the other',
    task: 'classification',
    prediction: numbers(1, 2, 1),
    label: words('1', '1', '1.0'),
    rows: [0, 1, 2],
    errors: [0, 1, 0],
  },
  {
    name: 'rows without a label or a prediction left out',
    task: 'classification',
    prediction: words('a', null, 'a'),
    label: words(null, 'a', 'b'),
    rows: [2],
    errors: [1],
  },
  {
    name: 'a class that is empty text, which is no zero',
    task: 'classification',
    prediction: words('', ''),
    label: numbers(0, Number.NaN),
    rows: [0],
    errors: [1],
  },
  {
    name: 'numbers by their distance',
    task: 'regression',
    prediction: numbers(1, 2, -3),
    label: numbers(1.5, 2, 3),
    rows: [0, 1, 2],
    errors: [0.5, 0, 6],
  },
  {
    name: 'losses that are not finite left out',
    task: 'regression',
    prediction: numbers(1, Number.POSITIVE_INFINITY, 1e308, 2),
    label: numbers(Number.NaN, 1, -1e308, 5),
    rows: [3],
    errors: [3],
  },
  { name: 'labels that came as text', task: 'regression', prediction: numbers(1, 1), label: words('2.5', 'two'), rows: [0], errors: [1.5] },
])('$task compares $name', ({ task, prediction, label, rows, errors }) => {
  const found = rowErrors(task, { prediction, label, features: [] });
  expect([Array.from(found.rows), Array.from(found.errors)]).toEqual([rows, errors]);
});
