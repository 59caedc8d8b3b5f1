import type { ColumnReport } from '@modelmonitor/api';
import { isPValue, methodWords } from './methodWords.ts';

type ColumnMethod = NonNullable<ColumnReport['method']>;
type Words = (typeof methodWords)[keyof typeof methodWords];

/** The method of texts is no one's choice, so the catalogue of methods does not have it. */
const TEXT: Words = { name: 'Text properties, Kolmogorov–Smirnov', score: 'p-value', sense: '<' };

/** How the report speaks of the method of a column; a method it does not know keeps its own name. */
export function columnMethodWords(method: ColumnMethod): Words {
  if (method === 'text') return TEXT;
  const known: Readonly<Partial<Record<string, Words>>> = methodWords;
  return known[method] ?? { name: method, score: 'score', sense: '≥' };
}

/** Whether the score of the column is a p-value: small means drift. */
export function scoreIsPValue(method: ColumnMethod | null): boolean {
  return method === 'text' || isPValue(method);
}
