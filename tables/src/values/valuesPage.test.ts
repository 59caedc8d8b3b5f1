import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CategoryValue, categoryFinder } from './categories.ts';
import { type ColumnKind, columnKind } from './columnKind.ts';
import { DATE_PARTS, datePartsReader } from './dateParts.ts';
import { NEARLY_ALL } from './findNotation.ts';
import { isMissingMarker, isMissingToken } from './missing.ts';
import { natureOf } from './nature.ts';
import { describeNotation, plainNotation, readNumber } from './notation.ts';
import { rowsOf, textsIn } from './tablesOfPage.ts';
import { numbersAreTimes, timeNotation } from './times.ts';
import { truthOf } from './truth.ts';

// docs/values.md says what a value means; its tables are the tests.
const page = readFileSync(join(import.meta.dirname, '../../../docs/values.md'), 'utf8');

function countsOf(texts: readonly string[], rowsOfEach = 1): ReadonlyMap<string, number> {
  return new Map(texts.map((text) => [text, rowsOfEach]));
}

function kindOf(cell = ''): ColumnKind {
  return columnKind(countsOf(textsIn(cell)));
}

test('cells that count up are all meant', () => {
  expect(textsIn('`a 9` … `a 11`, `x`')).toEqual(['a 9', 'a 10', 'a 11', 'x']);
  expect(textsIn('`2024-01-01` … `2024-01-03`')).toEqual(['2024-01-01', '2024-01-02', '2024-01-03']);
  expect(textsIn('`€1.5M` … `€3.5M`')).toEqual(['€1.5M', '€2.5M', '€3.5M']);
});

test('the share of numbers is the one that the page states', () => {
  expect(page).toContain(`at least ${NEARLY_ALL * 100} % of its values are numbers`);
});

test.each(rowsOf(page, 'cells', 'notation', 'values', 'odd'))(
  '%s are numbers with %s',
  (cells = '', notation = '', values = '', odd = '') => {
    const kind = kindOf(cells);
    expect(kind).toMatchObject({ type: 'numeric', odd: textsIn(odd) });
    expect(kind.reason).toBeUndefined();
    expect(describeNotation(kind.notation ?? plainNotation)).toBe(notation);
    const read = textsIn(cells).map((text) => (isMissingMarker(text) ? 'missing' : readNumber(text, kind.notation ?? plainNotation)));
    if (values !== '') expect(read.join(', ')).toBe(values);
  },
);

test.each(rowsOf(page, 'cells', 'reason'))('%s are unknown: %s', (cells = '', reason = '') => {
  expect(kindOf(cells).reason).toBe(reason);
});

test.each(rowsOf(page, 'cells', 'type'))('%s are %s', (cells = '', type = '') => {
  expect(kindOf(cells)).toEqual({ type, odd: [], notes: type === 'time' ? [expect.any(String)] : [] });
});

test.each(rowsOf(page, 'text', 'in every column of a CSV file', 'in a column of numbers'))(
  '%s: %s in every column, %s among numbers',
  (texts = '', everywhere = '', amongNumbers = '') => {
    const listed = [...textsIn(texts), ...(texts.startsWith('an empty cell') ? [''] : [])];
    for (const text of listed) {
      expect([text, isMissingToken(text)]).toEqual([text, everywhere === 'missing']);
      expect([text, isMissingMarker(text)]).toEqual([text, amongNumbers === 'missing']);
    }
  },
);

test.each(rowsOf(page, 'text', 'strict', 'if the column is one of truth values'))(
  '%s: strict %s, else %s',
  (texts = '', strict = '', lenient = '') => {
    for (const text of textsIn(texts)) {
      expect([text, String(truthOf(text) ?? '')]).toEqual([text, strict]);
      expect([text, String(truthOf(text, { lenient: true }) ?? '')]).toEqual([text, lenient]);
    }
  },
);

test.each(rowsOf(page, 'known categories', 'value', 'means'))('of %s, %s means %s', (known = '', value = '', means = '') => {
  const [json = ''] = textsIn(value);
  const found = categoryFinder(textsIn(known))(JSON.parse(json) as CategoryValue);
  const names = found === undefined ? [] : 'name' in found ? [found.name] : found.ambiguous;
  expect(names).toEqual(textsIn(means));
});

test.each(rowsOf(page, 'values', 'notation'))('%s: %s', (values = '', notation = '') => {
  expect(timeNotation(countsOf(textsIn(values))) ?? 'none').toBe(notation);
});

test.each(rowsOf(page, 'numbers', 'column', 'notation'))('%s in %s: %s', (numbers = '', column = '', notation = '') => {
  expect(numbersAreTimes(numbers.split(', ').map(Number), textsIn(column)[0] ?? '') ?? 'none').toBe(notation);
});

test.each(rowsOf(page, 'values', 'rows of each', 'nature'))('%s, %s of each: %s', (values = '', rows = '', nature = '') => {
  expect(natureOf(countsOf(textsIn(values), Number(rows)))).toBe(nature);
});

test.each(rowsOf(page, 'dates', 'parts of the first one'))('%s: %s', (dates = '', parts = '') => {
  const texts = textsIn(dates);
  const read = datePartsReader(countsOf(texts), 'when')?.(texts[0] ?? '');
  const written = DATE_PARTS.flatMap((part) => (read?.[part] === undefined ? [] : [`${part} ${read[part]}`]));
  expect(written.join(', ')).toBe(parts);
});
