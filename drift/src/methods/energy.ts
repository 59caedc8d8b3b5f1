import { energyDistance } from '@modelmonitor/stats';
import type { MethodDescriptor } from './methodDescriptor.ts';
import { distanceResult } from './methodResult.ts';

/** Energy distance, not scaled. */
export const energy: MethodDescriptor = {
  name: 'ed',
  takes: 'numbers',
  score: 'distance',
  drift: '>',
  threshold: 0.1,
  needsSignificance: true,
  words: { title: 'Energy distance', score: 'not scaled', about: 'energy distance, in the square root of the unit of the values' },
  evidently: 'Energy-distance',
  compare: ({ reference, current }) => distanceResult(energyDistance(reference.sorted, current.sorted)),
};
