import { randomFromSeed, shuffle } from '@modelmonitor/stats';
import { bytesForContent, type ConfigMapContent, configMapYaml, jsonBytes } from './configMap.ts';
import type { ReferenceLines } from './referenceCsv.ts';

/** The ConfigMap of a reference, and the number of rows in it. */
export interface ReferenceManifest {
  readonly yaml: string;
  readonly rows: number;
}

/** The ConfigMap of a reference; if not all rows fit, a seeded sample in the order of the data. */
export function referenceManifest(
  place: Omit<ConfigMapContent, 'content'>,
  { header, rows }: ReferenceLines,
  { seed, comment }: { readonly seed: number; readonly comment: string },
): ReferenceManifest {
  const fitting = fittingRows(rows, { room: bytesForContent(place) - jsonBytes(header), seed });
  const text = header + fitting.map((row) => rows[row]).join('');
  return { yaml: configMapYaml({ ...place, content: text }, comment), rows: fitting.length };
}

function fittingRows(rows: readonly string[], { room, seed }: { readonly room: number; readonly seed: number }): number[] {
  const order = shuffle([...rows.keys()], randomFromSeed(seed));
  let left = room;
  const end = order.findIndex((row) => {
    left -= jsonBytes(rows[row] ?? '');
    return left < 0;
  });
  return (end < 0 ? order : order.slice(0, end)).sort((a, b) => a - b);
}
