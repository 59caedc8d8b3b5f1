import { eppsSingleton } from '@modelmonitor/stats';
import type { CompareColumn } from './methodResult.ts';
import { requireNumbers } from './requireNumbers.ts';

/** `es`: Epps–Singleton test of the characteristic functions. */
export const characteristicFunctions: CompareColumn = (pair) => {
  const { reference, current } = requireNumbers('es', pair);
  return eppsSingleton(reference.sorted, current.sorted);
};
