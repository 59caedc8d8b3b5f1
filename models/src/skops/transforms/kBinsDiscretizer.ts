import { columnFrom } from '../columns/column.ts';
import { isPy } from '../schema/pyValue.ts';
import type { CompileTransform, Transform } from '../step.ts';
import { cellwise } from './cellwise.ts';

/** The number of the bin of a value, or one column of 0 and 1 per bin. */
export const kBinsDiscretizer: CompileTransform = (input) => {
  const { fields, columns } = input;
  const edges = fields.list('bin_edges_').map((list, index) => {
    if (!isPy(list, 'array') || list.array.numbers.length < 2) throw fields.refusal(`bin_edges_[${index}]: expected the edges of bins`);
    return list.array.numbers;
  });
  if (edges.length !== columns.length) throw fields.mismatch('bin_edges_', `edges of ${columns.length} columns`);
  const bins = cellwise(input, (column) => {
    const inner = (edges[column] as Float64Array).slice(1, -1);
    return (cell) => inner.reduce((count, edge) => count + (cell >= edge ? 1 : 0), 0);
  });
  if (fields.choice('encode', ['onehot', 'onehot-dense', 'ordinal'], 'onehot') === 'ordinal') return bins;
  return binColumns(
    bins,
    edges.map(({ length }) => length - 1),
  );
};

function binColumns(bins: Transform, counts: readonly number[]): Transform {
  const starts = counts.map((_, column) => counts.slice(0, column).reduce((sum, count) => sum + count, 0));
  const width = counts.reduce((sum, count) => sum + count, 0);
  return {
    columns: bins.columns.flatMap((column, index) =>
      Array.from({ length: counts[index] as number }, (_, bin) => columnFrom(column, `${column.name ?? `x${index}`}_${bin}.0`)),
    ),
    apply: (rows, count) => {
      const numbers = bins.apply(rows, count);
      const cells = new Float64Array(count * width);
      numbers.forEach((bin, place) => {
        cells[Math.floor(place / counts.length) * width + (starts[place % counts.length] as number) + bin] = 1;
      });
      return cells;
    },
  };
}
