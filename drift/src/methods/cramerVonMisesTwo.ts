import { cramerVonMises } from '@modelmonitor/stats';
import type { CompareColumn } from './methodResult.ts';
import { requireNumbers } from './requireNumbers.ts';

/** `cramer_von_mises`: two-sample Cramér–von Mises test; many ties are no evidence of drift, which scipy's midranks make of them. */
export const cramerVonMisesTwo: CompareColumn = (pair) => {
  const { reference, current } = requireNumbers('cramer_von_mises', pair);
  return cramerVonMises(reference.sorted, current.sorted, { ties: 'distribution' });
};
