import { normalFrom } from '@modelmonitor/stats';
import type { PreparedColumn } from '../../../tables/src/columns/prepareColumn.ts';

/** What a simulated column holds: normal numbers, or the same numbers cut into equally likely categories. */
export type ColumnKind = 'numeric' | 'five categories' | 'two categories';

// Quintiles and median of the standard normal distribution.
const CUTS: Readonly<Record<Exclude<ColumnKind, 'numeric'>, readonly number[]>> = {
  'five categories': [-0.8416212335729143, -0.2533471031357997, 0.2533471031357997, 0.8416212335729143],
  'two categories': [0],
};

/**
 * A column of normal numbers with deviation 1, made ready as the drift check makes it.
 *
 * @param shift mean, in standard deviations
 */
export function trustColumn(
  kind: ColumnKind,
  { rows, shift, random }: { rows: number; shift: number; random: () => number },
): PreparedColumn {
  const normal = normalFrom(random);
  const values = Float64Array.from({ length: rows }, () => normal() + shift);
  if (kind === 'numeric') return { type: 'numeric', rows, sorted: values.sort(), missing: 0, infinite: 0 };
  const counts = new Map<string, number>();
  for (const value of values) {
    const category = `c${CUTS[kind].filter((cut) => value > cut).length}`;
    counts.set(category, (counts.get(category) ?? 0) + 1);
  }
  return { type: 'categorical', rows, counts, missing: 0, infinite: 0 };
}
