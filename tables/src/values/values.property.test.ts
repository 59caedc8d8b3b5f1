import fc from 'fast-check';
import { categoryFinder, categoryKey } from './categories.ts';
import { columnKind } from './columnKind.ts';
import { findNotation } from './findNotation.ts';
import { isPlain, type NumberNotation, numberReader, readNumber } from './notation.ts';
import { numbersAreTimes, timeNotation } from './times.ts';
import { looksLikeTruth } from './truth.ts';

const notations: fc.Arbitrary<NumberNotation> = fc
  .record({
    decimal: fc.constantFrom('.', ','),
    thousands: fc.constantFrom('', ',', '.', ' ', "'"),
    unit: fc.constantFrom('', '€', '$', '%', 'kg', 'km/h', 'EUR'),
  } as const)
  .filter(({ decimal, thousands }) => decimal !== thousands);

/** A number of at most two decimals as a program of that notation writes it. */
function write(value: number, { decimal, thousands, unit }: NumberNotation): string {
  const [whole = '', fraction] = Math.abs(value).toString().split('.');
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, thousands);
  const digits = fraction === undefined ? grouped : `${grouped}${decimal}${fraction}`;
  return `${value < 0 ? '-' : ''}${digits}${unit === '' ? '' : ` ${unit}`}`;
}

const hundredths = fc.integer({ min: -1e9, max: 1e9 }).map((value) => (value === 0 ? 0 : value / 100));

function countsOf(texts: Iterable<string>): Map<string, number> {
  return new Map([...texts].map((text) => [text, 1]));
}

test('numbers of any notation are read as they were written, or both notations that fit are named', () => {
  fc.assert(
    fc.property(notations, fc.array(hundredths, { minLength: 1, maxLength: 60 }), (notation, values) => {
      const found = findNotation(countsOf(values.map((value) => write(value, notation))));
      const fitting = found === undefined ? [] : 'ambiguous' in found ? found.ambiguous : [found.notation];
      const isRead = (candidate: NumberNotation) => values.every((value) => readNumber(write(value, notation), candidate) === value);
      // 1.234 is a number of programs, and only that.
      const isOfPrograms = fitting.some(({ decimal, thousands }) => decimal === '.' && thousands === '') && notation.thousands === '.';
      expect(isOfPrograms || fitting.some(isRead)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('numbers of one length with a sign or decimals are no phone numbers', () => {
  const texts = ['-1 000 000.01', '-1 000 001.71', '-1 000 040.81', '-1 358 011.81'];
  expect(findNotation(countsOf(texts))).toMatchObject({ notation: { decimal: '.', thousands: ' ' }, odd: [] });
});

test('a user who names both separators gets the numbers that were written', () => {
  fc.assert(
    fc.property(notations, fc.array(hundredths, { minLength: 1, maxLength: 60 }), (notation, values) => {
      const found = findNotation(countsOf(values.map((value) => write(value, notation))), notation);
      const read = found !== undefined && 'notation' in found ? numberReader(found.notation) : () => Number.NaN;
      expect(values.map((value) => read(write(value, notation)))).toEqual(values);
    }),
  );
});

test('a few odd cells change neither the notation nor a value', () => {
  const odd = fc.array(fc.constantFrom('12B', 'note', 'n/a?', 'total 5', '1-2', '?', '-', '#REF!', 'unknown'), { maxLength: 3 });
  fc.assert(
    fc.property(notations, fc.uniqueArray(hundredths, { minLength: 40, maxLength: 60 }), odd, (notation, values, others) => {
      const texts = values.map((value) => write(value, notation));
      expect(withoutOdd(findNotation(countsOf([...texts, ...others])))).toEqual(withoutOdd(findNotation(countsOf(texts))));
    }),
  );
});

function withoutOdd(found: ReturnType<typeof findNotation>): unknown {
  return found === undefined || 'ambiguous' in found ? found : found.notation;
}

test('numbers as JavaScript writes them are plain numbers and themselves', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ noNaN: true }), { minLength: 1 }), (values) => {
      const found = findNotation(countsOf(values.map(String)));
      expect(found).toMatchObject({ odd: [] });
      const notation = found !== undefined && 'notation' in found ? found.notation : undefined;
      expect(notation !== undefined && isPlain(notation)).toBe(true);
      for (const value of values)
        expect(readNumber(String(value), { decimal: '.', thousands: '', unit: '' })).toBe(value === 0 ? Number(String(value)) : value);
    }),
  );
});

test('no text ends what reads it', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), { maxLength: 20 }), (texts) => {
      const counts = countsOf(texts);
      expect(['numeric', 'categorical', 'time', 'truth']).toContain(columnKind(counts).type);
      expect(texts.map(categoryKey)).toHaveLength(texts.length);
    }),
  );
});

test('a whole number is one category in all its spellings, and never another', () => {
  const spellings = (value: number) => [String(value), `${value}.0`, `${value}.`, `${value}e0`, value < 0 ? String(value) : `+${value}`];
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer(), { minLength: 1, maxLength: 10 }), (values) => {
      const find = categoryFinder(values.map(String));
      for (const value of values) {
        for (const spelling of [value, ...spellings(value)]) expect(find(spelling)).toEqual({ name: String(value) });
      }
      expect(find(2 ** 40)).toBeUndefined();
    }),
  );
});

test('a known category always means itself', () => {
  const name = fc.oneof(
    fc.string({ maxLength: 6 }),
    fc.constantFrom('1', '01', '1.0', 'true', 'True', 't', 'yes', '0', 'constructor', '__proto__'),
  );
  fc.assert(
    fc.property(fc.uniqueArray(name, { minLength: 1 }), (names) => {
      const find = categoryFinder(names);
      for (const known of names) expect(find(known)).toEqual({ name: known });
    }),
  );
});

test('days of any notation of dates are times, and never numbers or categories', () => {
  const two = (value: number) => String(value).padStart(2, '0');
  const writers: readonly ((day: Date) => string)[] = [
    (day) => day.toISOString(),
    (day) => day.toISOString().slice(0, 10),
    (day) => day.toISOString().slice(0, 19).replace('T', ' '),
    (day) => `${two(day.getUTCDate())}.${two(day.getUTCMonth() + 1)}.${day.getUTCFullYear()}`,
    (day) => `${day.getUTCMonth() + 1}/${day.getUTCDate()}/${day.getUTCFullYear()}`,
    (day) => `${two(day.getUTCDate())}/${two(day.getUTCMonth() + 1)}/${day.getUTCFullYear()} 10:20`,
    (day) => day.toISOString().slice(0, 10).replaceAll('-', ''),
    (day) => day.toUTCString(),
    (day) => day.toDateString(),
    (day) => day.toLocaleDateString('en-US', { dateStyle: 'long', timeZone: 'UTC' }),
    (day) => day.toLocaleDateString('de-DE', { dateStyle: 'long', timeZone: 'UTC' }),
    (day) => day.toLocaleDateString('fr-FR', { dateStyle: 'long', timeZone: 'UTC' }),
    (day) => day.toLocaleDateString('es-ES', { dateStyle: 'long', timeZone: 'UTC' }),
    (day) => day.toLocaleString('en-US', { timeZone: 'UTC' }),
    (day) => day.toISOString().slice(11, 16),
  ];
  const days = fc.array(fc.date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }), {
    minLength: 1,
    maxLength: 50,
  });
  fc.assert(
    fc.property(fc.constantFrom(...writers), days, (written, values) => {
      expect(columnKind(countsOf(values.map(written))).type).toBe('time');
    }),
  );
});

test('plain counts are no dates, whatever their number of digits', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 99_999_999 }), { minLength: 60, maxLength: 100 }), (values) => {
      expect(numbersAreTimes(values, 'amount')).toBeUndefined();
      expect(timeNotation(countsOf(values.map(String)))).toBeUndefined();
    }),
  );
});

test('a column of labels with some of them taken out keeps its kind', () => {
  const labels = fc.constantFrom(['0', '1'], ['True', 'False'], ['a', 'b', 'c'], ['1', '2', '3', '4'], ['no', 'yes'], ['0.5', '1.5']);
  fc.assert(
    fc.property(labels, fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 50 }), (names, rows, left) => {
      const all = new Map(names.map((name) => [name, rows + left]));
      const some = new Map(names.map((name) => [name, left]));
      expect(columnKind(some)).toEqual(columnKind(all));
      expect(looksLikeTruth(some.keys())).toBe(looksLikeTruth(all.keys()));
    }),
  );
});
