import type { Column } from '@modelmonitor/tables';

/** Whether two values of a column are the same: 0 and −0 are, and so are missing values. */
export function sameValue(a: number | string | null | undefined, b: number | string | null | undefined): boolean {
  return a === b || (Number.isNaN(a) && Number.isNaN(b));
}

/** Rows in which two columns differ, counted no further than `most`. */
export function differingRows(a: Column, b: Column, most = Number.POSITIVE_INFINITY): number {
  if (a.type !== b.type) return a.values.length;
  let differing = 0;
  for (let row = 0; row < a.values.length && differing < most; row++) if (!sameValue(a.values[row], b.values[row])) differing++;
  return differing;
}
