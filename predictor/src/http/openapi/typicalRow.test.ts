import { referenceBins } from '@modelmonitor/tables/bins';
import { typicalRow } from './typicalRow.ts';

const column = (name: string, values: number[]) => ({ name, type: 'numeric' as const, values: Float64Array.from(values) });
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

test('a number is near its median, a category the most frequent one, and redacted features are left out', () => {
  const soil = { name: 'soil', type: 'categorical' as const, values: upTo(101).map((value) => (value % 3 === 0 ? 'clay' : 'sand')) };
  const bins = referenceBins({ rows: 101, columns: [column('alcohol', upTo(101)), column('salary', upTo(101)), soil] }, [
    'alcohol',
    'salary',
    'soil',
  ]);
  expect(typicalRow(bins, ['salary'])).toEqual({ alcohol: 51, soil: 'sand' });
});

test.each([
  { name: 'missing values do not count', values: [...upTo(11), ...new Array(50).fill(Number.NaN)], expected: 6 },
  { name: 'a constant has no edges', values: new Array(90).fill(7), expected: undefined },
  { name: 'nothing but missing values', values: [Number.NaN, Number.NaN], expected: undefined },
])('$name', ({ values, expected }) => {
  expect(typicalRow(referenceBins({ rows: values.length, columns: [column('x', values)] }, ['x']), [])).toEqual(
    expected === undefined ? {} : { x: expected },
  );
});
