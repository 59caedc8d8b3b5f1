import { collectOutcomes, type OutcomeRows } from './outcomeRows.ts';
import { performanceOf } from './performanceOf.ts';
import { recordReader, recordToBytes } from './recordBytes.ts';
import { simulatedOutcomes } from './simulatedOutcomes.ts';

function recordOf(labelled: number) {
  const groups = new Map<string, OutcomeRows>();
  collectOutcomes(groups, simulatedOutcomes({ rows: 500, seed: 1, from: 0, step: 10, right: 0.8, labelled: () => labelled }), () => '');
  return performanceOf(groups.get('') as OutcomeRows);
}

test.each([1, 0.5, 0])('a record with %s of its labels is read as it was written, also from an odd place of a buffer', (labelled) => {
  const record = recordOf(labelled);
  const { classes, numbers } = recordToBytes(record);
  const shifted = new Uint8Array(numbers.length + 3);
  shifted.set(numbers, 3);
  const read = recordReader();
  expect(read({ classes, numbers })).toEqual(record);
  expect(read({ classes, numbers: shifted.subarray(3) })).toEqual(record);
});

test('bytes of another format are refused', () => {
  expect(() => recordReader()({ classes: '', numbers: new Uint8Array(80) })).toThrow('expected figures in format 1, got 0');
});
