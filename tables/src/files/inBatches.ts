const COLUMNS = 32;

/** Columns in parts of 32: the time the database takes to plan expressions such as IN grows with the square of their number. */
export function inBatches<Item>(columns: readonly Item[]): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(columns.length / COLUMNS) }, (_, batch) => columns.slice(batch * COLUMNS, (batch + 1) * COLUMNS));
}
