import { energyDistance } from '@modelmonitor/stats';
import type { CompareColumn } from './methodResult.ts';
import { requireNumbers } from './requireNumbers.ts';

/** `ed`: energy distance, not scaled. */
export const energy: CompareColumn = (pair) => {
  const { reference, current } = requireNumbers('ed', pair);
  const distance = energyDistance(reference.sorted, current.sorted);
  return { statistic: distance, distance };
};
