import { collectOutcomes, type OutcomeRows } from './outcomeRows.ts';
import { performanceOf } from './performanceOf.ts';
import type { PerformanceRecord } from './performanceRecord.ts';
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
  const partsOf = (one: PerformanceRecord) => ({
    ...{ task: one.task, predicted: one.predicted, labelled: one.labelled, classes: one.classes, delaySeconds: one.delaySeconds },
    ...{ figures: one.figures, confusion: one.confusion, calibration: one.calibration, scores: one.scores },
  });
  expect(partsOf(read({ classes, numbers }))).toEqual(partsOf(record));
  expect(partsOf(read({ classes, numbers: shifted.subarray(3) }))).toEqual(partsOf(record));
});

test('bytes of another format are refused', () => {
  expect(() => recordReader()({ classes: '', numbers: new Uint8Array(80) })).toThrow('expected figures in format 1, got 0');
});
