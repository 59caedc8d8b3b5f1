import { studentTTest } from '@modelmonitor/stats';
import type { MethodDescriptor } from './methodDescriptor.ts';

/** Student's two-sample t-test with the pooled variance. */
export const studentT: MethodDescriptor = {
  name: 't_test',
  takes: 'numbers',
  score: 'p_value',
  drift: '<',
  threshold: 0.05,
  needsSignificance: false,
  fromCounts: 'moments',
  words: { title: 'Student’s t-test', score: 'p-value', about: 'difference of the means, with the pooled variance' },
  evidently: 't_test',
  compare: ({ reference, current }) => studentTTest(reference.sorted, current.sorted),
};
