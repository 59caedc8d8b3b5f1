import { andersonDarling } from '@modelmonitor/stats';
import type { MethodDescriptor } from './methodDescriptor.ts';

/** Anderson–Darling test; its p-value stays between 0.001 and 0.25. */
export const andersonDarlingK: MethodDescriptor = {
  name: 'anderson',
  takes: 'numbers',
  score: 'p_value',
  drift: '<',
  threshold: 0.1,
  needsSignificance: false,
  words: {
    title: 'Anderson–Darling test',
    score: 'p-value',
    about: 'difference of the distribution functions, with weight on the tails; p-values from 0.001 to 0.25',
  },
  evidently: 'Anderson-Darling',
  compare: ({ reference, current }) => andersonDarling(reference.sorted, current.sorted),
};
