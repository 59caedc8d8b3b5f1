import { eppsSingleton } from '@modelmonitor/stats';
import { expandNumbers } from './expandNumbers.ts';
import type { MethodDescriptor } from './methodDescriptor.ts';

/** Epps–Singleton test of the characteristic functions. */
export const characteristicFunctions: MethodDescriptor = {
  name: 'es',
  takes: 'numbers',
  score: 'p_value',
  drift: '<',
  threshold: 0.05,
  needsSignificance: false,
  words: { title: 'Epps–Singleton test', score: 'p-value', about: 'difference of the characteristic functions' },
  evidently: 'Epps-Singleton',
  compare: ({ reference, current }) => eppsSingleton(expandNumbers(reference), expandNumbers(current)),
};
