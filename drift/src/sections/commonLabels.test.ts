import fc from 'fast-check';
import { categorical, numeric } from '../testCheck.ts';
import { commonLabels, type Labels } from './commonLabels.ts';

const sideOf = (target: readonly (string | number | null)[], prediction: readonly (string | number | null)[]): Labels => ({
  target: columnOf('target', target),
  prediction: columnOf('prediction', prediction),
});

/** Numbers where every value is one or missing, as a reader of files gives them. */
function columnOf(name: string, values: readonly (string | number | null)[]) {
  return values.every((value) => typeof value !== 'string')
    ? numeric(
        name,
        values.map((value) => value ?? Number.NaN),
      )
    : categorical(
        name,
        values.map((value) => (value === null ? null : String(value))),
      );
}

const textsOf = ({ target, prediction }: Labels) => [target, prediction].map((column) => [...(column?.values ?? [])]);

test.each<{ what: string; reference: Labels; current: Labels; classes?: string[]; expected: (string | null)[][] }>([
  {
    what: 'labels 1.0 and predictions 1',
    reference: sideOf(['0', '1'], ['0', '1']),
    current: sideOf(['0.0', '1.0'], ['0', '1']),
    expected: [
      ['0', '1'],
      ['0', '1'],
    ],
  },
  {
    what: 'labels that were read as numbers because of gaps',
    reference: sideOf(['0', '1'], ['0', '1']),
    current: sideOf([0, null], ['0', '1']),
    expected: [
      ['0', null],
      ['0', '1'],
    ],
  },
  {
    what: 'gaps in the reference only',
    reference: sideOf([0, null, 1], ['0', '1', '1']),
    current: sideOf(['0', '1'], ['1', '1']),
    expected: [
      ['0', '1'],
      ['1', '1'],
    ],
  },
  {
    what: 'True, true and 1',
    reference: sideOf(['True', 'False'], ['True', 'False']),
    current: sideOf(['true', 'FALSE'], ['1', '0']),
    expected: [
      ['True', 'False'],
      ['True', 'False'],
    ],
  },
  {
    what: 'classes of the resource',
    reference: sideOf(['1.0', '2.0'], ['1', '2']),
    current: sideOf(['2', '1'], [2, 1]),
    classes: ['1', '2'],
    expected: [
      ['2', '1'],
      ['2', '1'],
    ],
  },
  {
    what: 'zeros in front that tell classes apart',
    reference: sideOf(['007', '7'], ['007', '7']),
    current: sideOf(['7', '007'], ['7', '7']),
    expected: [
      ['7', '007'],
      ['7', '7'],
    ],
  },
  {
    what: 'yes beside 1, which nothing makes one',
    reference: sideOf(['yes', 'no'], ['yes', 'no']),
    current: sideOf(['1', '0'], ['yes', 'no']),
    expected: [
      ['1', '0'],
      ['yes', 'no'],
    ],
  },
])('$what: one class, one name', ({ reference, current, classes, expected }) => {
  const common = commonLabels({ reference, current }, { classes });
  expect(common.task).toBe('classification');
  expect(textsOf(common.current)).toEqual(expected);
});

test('probabilities have the names of their classes', () => {
  const probabilities = { kind: 'byClass', columns: new Map([['1.0', new Float64Array(1)]]) } as const;
  const { current } = commonLabels({ reference: null, current: { ...sideOf([1], [1]), probabilities } }, {});
  expect(current.probabilities).toMatchObject({ columns: new Map([['1', new Float64Array(1)]]) });
});

test.each([
  { what: 'predictions that are no whole numbers', current: sideOf(['3', '4'], [3.2, 4.1]) },
  { what: 'more numbers than classes have', current: sideOf([...new Array(12).keys()], [...new Array(12).keys()]) },
])('$what make a regression', ({ current }) => {
  const common = commonLabels({ reference: null, current }, {});
  expect(common.task).toBe('regression');
  expect([common.current.target?.type, common.current.prediction?.type]).toEqual(['numeric', 'numeric']);
});

const spellings = fc.constantFrom(
  ['0', '1'],
  ['0.0', '1.0'],
  ['True', 'False'],
  ['true', 'false'],
  ['no', 'yes'],
  ['1', '2', '3'],
  ['00501', '10115'],
);

test('a share of the labels removed, on either side, changes neither task nor classes', () => {
  const rows = 30;
  const anyClass = fc.array(fc.nat(), { minLength: rows, maxLength: rows });
  const gaps = fc.array(fc.boolean(), { minLength: rows, maxLength: rows }).filter((late) => late.includes(false));
  fc.assert(
    fc.property(spellings, anyClass, gaps, gaps, fc.boolean(), (names, picked, lateBefore, lateAfter, asNumbers) => {
      const labels = picked.map((index) => names[index % names.length] as string);
      const isNumber = asNumbers && labels.every((label) => /^[1-9]?\d(\.0)?$/.test(label));
      // As pandas writes and a reader reads them: whole numbers with gaps are real numbers.
      const withGaps = (late: readonly boolean[]) => labels.map((label, row) => (late[row] ? null : isNumber ? Number(label) : label));
      const whole = commonLabels({ reference: sideOf(labels, labels), current: sideOf(labels, labels) }, {});
      const partial = commonLabels({ reference: sideOf(withGaps(lateBefore), labels), current: sideOf(withGaps(lateAfter), labels) }, {});
      expect(partial.task).toBe(whole.task);
      for (const [index, value] of partial.current.target?.values.entries() ?? []) {
        if (value !== null && lateAfter[index] === false) expect(value).toBe(partial.current.prediction?.values[index]);
      }
    }),
  );
});
