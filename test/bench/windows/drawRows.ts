import { normalFrom, normalSurvival } from '@modelmonitor/stats';
import type { PreparedColumn } from '../../../tables/src/columns/prepareColumn.ts';
import type { ColumnShape } from './columnShapes.ts';

/** How the rows of a side are drawn. */
export interface Draw {
  readonly rows: number;
  /** Correlation of the normal numbers behind any two columns. */
  readonly correlation: number;
  /** Shift of the normal number behind each column, by its index. */
  readonly shiftOf: (column: number) => number;
}

const RARE = 1e-12;

/** Columns of rows that are drawn from the shapes, made ready as the drift check makes them. */
export function drawRows(shapes: readonly ColumnShape[], draw: Draw, random: () => number): PreparedColumn[] {
  const { rows, correlation } = draw;
  const normal = normalFrom(random);
  const common = correlation === 0 ? new Float64Array(0) : Float64Array.from({ length: rows }, normal);
  const [shared, own] = [Math.sqrt(correlation), Math.sqrt(1 - correlation)];
  return shapes.map((shape, column) => {
    const shift = draw.shiftOf(column);
    const quantileOf =
      correlation === 0 && shift === 0
        ? () => random()
        : (row: number) => normalSurvival(-(shared * (common[row] ?? 0) + own * normal() + shift));
    const at = (row: number) => shape.at(Math.min(1 - RARE, Math.max(RARE, quantileOf(row))), random);
    return shape.type === 'numeric' ? numbers(rows, at) : categories(rows, at);
  });
}

function numbers(rows: number, at: (row: number) => number | string): PreparedColumn {
  const values = Float64Array.from({ length: rows }, (_, row) => at(row) as number).filter((value) => !Number.isNaN(value));
  return { type: 'numeric', rows, sorted: values.sort(), missing: rows - values.length, infinite: 0 };
}

function categories(rows: number, at: (row: number) => number | string): PreparedColumn {
  const counts = new Map<string, number>();
  for (let row = 0; row < rows; row++) {
    const category = at(row) as string;
    counts.set(category, (counts.get(category) ?? 0) + 1);
  }
  return { type: 'categorical', rows, counts, missing: 0, infinite: 0 };
}
