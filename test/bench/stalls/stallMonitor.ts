import { layOutMonitor } from '../layOutMonitor.ts';

export const features = 13;

/** Rows of numbers with few digits, so that ten thousand of them fit the largest body. */
export function stallRows(count: number): number[][] {
  return Array.from({ length: count }, (_, row) =>
    Array.from({ length: features }, (_, column) => Math.round(1000 * Math.sin(row * features + column)) / 1000),
  );
}

/** Lays out a monitor whose only version is a file of the folder; again, with another file, to reload. */
export function layOut(folder: string, version: string): Promise<string> {
  return layOutMonitor(folder, { name: 'stalls', version, rows: stallRows(200) });
}
