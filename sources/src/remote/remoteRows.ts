import type { RemoteCell } from './remoteModel.ts';

interface CodedRows {
  /** Row-major, count × features; a category as its index, a missing value as NaN. */
  readonly rows: Float64Array;
  readonly count: number;
}

/** Rows as a server takes them: texts for categories, null for missing values and for an index beyond the categories. */
export function remoteRows(
  { rows, count }: CodedRows,
  features: readonly { readonly type: 'numeric' | 'categorical'; readonly categories: readonly string[] }[],
): RemoteCell[][] {
  return Array.from({ length: count }, (_, row) =>
    features.map(({ type, categories }, feature) => {
      const value = rows[row * features.length + feature] as number;
      if (Number.isNaN(value)) return null;
      return type === 'numeric' ? value : (categories[value] ?? null);
    }),
  );
}
