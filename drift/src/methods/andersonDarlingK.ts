import { andersonDarling } from '@modelmonitor/stats';
import type { CompareColumn } from './methodResult.ts';
import { requireNumbers } from './requireNumbers.ts';

/** `anderson`: Anderson–Darling test; its p-value stays between 0.001 and 0.25. */
export const andersonDarlingK: CompareColumn = (pair) => {
  const { reference, current } = requireNumbers('anderson', pair);
  return andersonDarling(reference.sorted, current.sorted);
};
