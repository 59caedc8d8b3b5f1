/** Names that programs give the column of row names or row numbers when they write one. */
const ROW_NAMES = ['', 'Unnamed: 0', 'X', '...1', 'rownames', 'row_names', 'row.names', 'index', '__index_level_0__'];
/** Those that stand for no name at all: what is different in each row below them are row names. */
const NAMELESS = ['', 'Unnamed: 0', '...1', 'rownames', 'row_names', 'row.names', '__index_level_0__'];

/** Whether a name is one of an index that pandas stores in a file without a name. */
export function isPandasIndex(name: string): boolean {
  return /^__index_level_\d+__$/.test(name);
}

/** Whether a name may be one of row names or row numbers. */
export function mayBeRowNames(name: string): boolean {
  return ROW_NAMES.includes(name);
}

/**
 * Whether the first column of a table is its row numbers, 0 or 1 to the end in order, or, below no name, row names: different in each row and
 * without a gap.
 *
 * @param start values of the first rows
 * @param end values of the last rows; empty where the first are all
 */
export function areRowNames(name: string, start: readonly string[], end: readonly string[]): boolean {
  if (!mayBeRowNames(name) || start.length < 2) return false;
  const isCounted = (values: readonly string[]) =>
    values.every((text, index) => /^\d+$/.test(text) && Number(text) === Number(values[0]) + index);
  if (isCounted(start) && isCounted(end) && ['0', '1'].includes(start[0] as string)) return true;
  if (!NAMELESS.includes(name)) return false;
  const all = [...start, ...end];
  const areLabels = all.every((text) => text !== '' && !/^[-+]?\d*[.,]\d+$/.test(text));
  return areLabels && new Set(all).size === all.length;
}
