import type { ColumnReport } from '@modelmonitor/api';
import { type MethodFacts, methodFacts } from '@modelmonitor/api/plain';

type ColumnMethod = NonNullable<ColumnReport['method']>;

/** What the report says about the method of a column; a method of a later version keeps its own name. */
export function methodWords(method: ColumnMethod): Pick<MethodFacts, 'title' | 'scoreText' | 'drift'> {
  return factsOf(method) ?? { title: method, scoreText: 'score', drift: '≥' };
}

/** Whether the score of the column is a p-value: small means drift. */
export function isPValue(method: ColumnMethod | null): boolean {
  return method !== null && factsOf(method)?.score === 'p_value';
}

function factsOf(method: string): MethodFacts | undefined {
  const known: Readonly<Partial<Record<string, MethodFacts>>> = methodFacts;
  return known[method];
}
