import { summaryTable } from './summaryTable.ts';
import { categoricalColumn, emptyColumn, normalColumn } from './wineReport.ts';

const labels = (column: Parameters<typeof summaryTable>[0]) =>
  [...summaryTable(column).text.matchAll(/<th scope="row">(.*?)<\/th>/g)].map(([, label]) => label);

test('a numeric column has its moments and quantiles', () => {
  expect(labels(normalColumn({ mean: 5, deviation: 2, shift: 0, seed: 1 }))).toEqual([
    'Mean',
    'Standard deviation',
    'Smallest',
    '5 % quantile',
    'Lower quartile',
    'Median',
    'Upper quartile',
    '95 % quantile',
    'Largest',
    'Values',
    'Missing',
  ]);
});

test('a categorical column has its number of categories', () => {
  expect(labels(categoricalColumn({ values: ['a'], reference: [1], current: [1] }))).toEqual(['Distinct values', 'Values', 'Missing']);
});

test('a column without values says what is missing and infinite', () => {
  const column = emptyColumn('nothing');
  expect(labels(column)).toEqual(['Values', 'Missing', 'Infinite']);
  expect(summaryTable(column).text).toContain('<td>178 (100\u00a0%)</td><td>500 (100\u00a0%)</td>');
});

test('texts have what they are made of', () => {
  const column = categoricalColumn({ values: ['a'], reference: [1], current: [1] });
  const text = { new_share: 0.25, length: 12.5, letters: 0.8, digits: null, spaces: 0.1 };
  const current = { ...column.current, text } as typeof column.current;
  expect(labels({ ...column, current })).toEqual([
    'Distinct values',
    'Texts the reference lacks',
    'Mean length, characters',
    'Letters',
    'Digits',
    'White space',
    'Values',
    'Missing',
  ]);
  expect(summaryTable({ ...column, current }).text).toContain('<th scope="row">Mean length, characters</th><td>–</td><td>12.5</td>');
});
