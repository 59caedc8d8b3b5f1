import type { CategoricalSummary } from '@modelmonitor/api';
import { categoryTable } from './categoryTable.ts';
import { categoricalColumn } from './wineReport.ts';

function rowsOf(options: Parameters<typeof categoricalColumn>[0]): string[] {
  const { reference, current } = categoricalColumn(options);
  const table = categoryTable(reference as CategoricalSummary, current as CategoricalSummary).text;
  return [...table.matchAll(/<tr><th scope="row">.*?<\/tr>/g)].map(([row]) =>
    row
      .replaceAll(/<[^>]*>/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim(),
  );
}

test('each category has its share on both sides', () => {
  expect(rowsOf({ values: ['red', 'white'], reference: [60, 40], current: [30, 70] })).toEqual(['red 60 % 30 %', 'white 40 % 70 %']);
});

test('what is not listed is one last row', () => {
  expect(rowsOf({ values: ['red'], reference: [60], current: [20], other: 20 })).toEqual(['red 75 % 50 %', 'all others 25 % 50 %']);
});

test('sixteen categories and more are cut to fifteen and the others', () => {
  const values = Array.from({ length: 40 }, (_, index) => `c${index}`);
  const counts = values.map(() => 5);
  const rows = rowsOf({ values, reference: counts, current: counts });
  expect(rows).toHaveLength(16);
  expect(rows.at(-1)).toBe('all others 63 % 63 %');
});

test('a category is escaped', () => {
  expect(rowsOf({ values: ['<b>"rosé"</b>'], reference: [1], current: [1] })).toEqual(['&lt;b&gt;&quot;rosé&quot;&lt;/ b&gt; 100 % 100 %']);
});

test('no rows on either side give no division by zero', () => {
  expect(rowsOf({ values: ['red'], reference: [0], current: [0] })).toEqual(['red 0 % 0 %']);
});
