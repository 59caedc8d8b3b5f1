import { ksTwoSample } from '@modelmonitor/stats';
import type { CompareColumn } from './methodResult.ts';
import { requireNumbers } from './requireNumbers.ts';

/** `ks`: two-sample Kolmogorov–Smirnov test. */
export const kolmogorovSmirnov: CompareColumn = (pair) => {
  const { reference, current } = requireNumbers('ks', pair);
  return ksTwoSample(reference.sorted, current.sorted);
};
