import type { Report } from '../../api/src/index.ts';
import type { EvidentlyColumn } from './fieldTables.ts';

type ColumnReport = Report['features'][string];

/** Why scores differ: each is described in docs/differences.md, whatever the table. */
export const explanations = {
  ends: 'Evidently ends, or has no number; here the column has a verdict',
  text: 'texts: lengths and characters instead of a classifier of words',
  date: 'dates are not compared',
  types: 'types of both sides differ for Evidently; here the type of the reference applies to both',
  notation: 'numbers in another notation or with a few odd cells; Evidently takes the column for text or categories',
  constant: 'one value, or none, on a side',
  gaps: 'whole numbers with gaps are whole numbers, and categories if they are few; pandas turns them into real numbers',
  leftOut: 'row names and columns without a name are left out',
} as const;

export type Agreement = 'equal' | keyof typeof explanations | 'unexplained';

/** Whether our score of a column is Evidently's, to nine digits, and otherwise why not. */
export function columnAgreement(ours: ColumnReport | undefined, { score, types = [], dtypes }: EvidentlyColumn): Agreement {
  const own = ours !== undefined && 'score' in ours ? ours.score : undefined;
  if (typeof own === 'number' && typeof score === 'number' && isNear(own, score)) return 'equal';
  if (typeof score !== 'number') return 'ends';
  if (ours === undefined) return 'leftOut';
  if (ours.verdict === 'constant' || ours.verdict === 'empty') return 'constant';
  if (ours.verdict === 'ignored' || types.includes('datetime')) return 'date';
  if (types.includes('text') || ours.type === 'text') return ours.type === 'numeric' ? 'notation' : 'text';
  if (types[0] !== types[1] || dtypes[0] !== dtypes[1]) return 'types';
  if (ours.type === 'categorical' && dtypes.every((dtype) => dtype === 'float64')) return 'gaps';
  return ours.type === 'numeric' && dtypes.includes('object') ? 'notation' : 'unexplained';
}

function isNear(one: number, other: number): boolean {
  return Math.abs(one - other) <= 1e-9 * Math.max(Math.abs(one), Math.abs(other)) || Math.abs(one - other) < 1e-300;
}
