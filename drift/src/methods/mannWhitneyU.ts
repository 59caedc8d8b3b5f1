import { mannWhitney } from '@modelmonitor/stats';
import type { MethodDescriptor } from './methodDescriptor.ts';

/** Mann–Whitney U test, two-sided: a shift to lower values is found as well as one to higher (Evidently finds only the latter). */
export const mannWhitneyU: MethodDescriptor = {
  name: 'mannw',
  takes: 'numbers',
  score: 'p_value',
  drift: '<',
  threshold: 0.05,
  needsSignificance: false,
  words: { title: 'Mann–Whitney U test', score: 'p-value', about: 'shift to higher or lower values, by ranks' },
  evidently: 'Mann-Whitney U-rank test',
  compare: ({ reference, current }) => mannWhitney(reference.sorted, current.sorted),
};
