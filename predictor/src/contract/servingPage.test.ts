import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ProblemError } from '../problem.ts';
import type { ContractFeature } from './contract.ts';
import { compileRowReader } from './rowReader.ts';

// The tables of docs/serving.md are the tests.
const page = readFileSync(join(import.meta.dirname, '../../../docs/serving.md'), 'utf8');

/** Rows of the table whose first heading this is. */
function rowsOf(heading: string): { about: string; value: string; expected: string }[] {
  const [, table = ''] = page.split(`| ${heading} | value | read as |\n| --- | --- | --- |\n`);
  const [rows = ''] = table.split('\n\n');
  return rows.split('\n').map((row) => {
    const [about = '', value = '', expected = ''] = row
      .split('|')
      .slice(1)
      .map((cell) => cell.trim());
    return { about, value: value.replaceAll('`', ''), expected: expected.replaceAll('`', '') };
  });
}

function readAs(more: Partial<ContractFeature>, value: string): string {
  const open = { minimum: Number.NEGATIVE_INFINITY, maximum: Number.POSITIVE_INFINITY, categories: [] };
  const feature: ContractFeature = { name: 'x', type: 'numeric', optional: false, unseen: 'capture', ...open, ...more };
  const rows = new Float64Array(1);
  const readRow = compileRowReader({ task: 'regression', target: 'y', classes: [], features: [feature] });
  try {
    readRow(JSON.parse(`[${value}]`), { rows, row: 0, pointer: '', unseen: [] });
  } catch (error) {
    if (error instanceof ProblemError) return `${error.status} ${error.kind}`;
    throw error;
  }
  const [cell = 0] = rows;
  if (Number.isNaN(cell)) return 'missing';
  return feature.type === 'categorical' ? String(feature.categories[cell]) : String(cell);
}

test.each(rowsOf('categories of the feature'))('among $about, $value is read as $expected', ({ about, value, expected }) => {
  const categories = [...about.matchAll(/`([^`]+)`/g)].map(([, category = '']) => category);
  expect(categories.length).toBeGreaterThan(1);
  expect(readAs({ type: 'categorical', categories, optional: about.endsWith('optional') }, value)).toBe(expected);
});

test.each(rowsOf('numeric feature'))('as a number ($about), $value is read as $expected', ({ about, value, expected }) => {
  const range = about === 'range 0 to 1' ? { minimum: 0, maximum: 1 } : {};
  const thousands = about.includes('thousands') ? { thousands: '.' as const, unit: '€' } : { thousands: '' as const, unit: '' };
  const notation = about.startsWith('decimal comma') ? { notation: { decimal: ',' as const, ...thousands } } : {};
  const number = /^-?[\d.]+$/.test(expected) ? String(Number(expected)) : expected;
  expect(readAs({ optional: about === 'optional', ...range, ...notation }, value)).toBe(number);
});
