import { cramerVonMises } from '@modelmonitor/stats';
import type { MethodDescriptor } from './methodDescriptor.ts';

/** Two-sample Cramér–von Mises test; many ties are no evidence of drift, which scipy's midranks take them for. */
export const cramerVonMisesTwo: MethodDescriptor = {
  name: 'cramer_von_mises',
  takes: 'numbers',
  score: 'p_value',
  drift: '≤',
  threshold: 0.1,
  needsSignificance: false,
  words: { title: 'Cramér–von Mises test', score: 'p-value', about: 'squared difference of the distribution functions' },
  evidently: 'Cramer-von Mises',
  compare: ({ reference, current }) => cramerVonMises(reference.sorted, current.sorted, { ties: 'distribution' }),
};
