import type { ColumnBins, ReferenceBins } from '@modelmonitor/tables';
import type { ExampleRow } from './exampleRow.ts';

/**
 * A usual row of the reference, by feature name: about the median of each number, the most frequent category.
 *
 * @param redact features whose values must not be shown, not even in this form
 */
export function typicalRow(bins: ReferenceBins, redact: readonly string[]): ExampleRow {
  const shown = Object.entries(bins.features).filter(([name]) => !redact.includes(name));
  return Object.fromEntries(
    shown.flatMap(([name, column]) => {
      const value = typicalValue(column);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function typicalValue(column: ColumnBins): number | string | undefined {
  if (column.kind === 'numeric') return medianEdge(column.edges, column.ratios);
  const known = column.ratios.slice(0, column.categories.length);
  return column.categories[known.indexOf(Math.max(...known))];
}

/** The edge below which half of the values lie; the last share is that of missing values. */
function medianEdge(edges: readonly number[], ratios: readonly number[]): number | undefined {
  // In floating point, sums of tenths may be slightly less than a half.
  const half = (1 - (ratios.at(-1) ?? 0)) / 2 - 1e-9;
  let below = 0;
  const bin = ratios.findIndex((ratio) => {
    below += ratio;
    return below >= half;
  });
  return edges[Math.min(bin, edges.length - 1)];
}
