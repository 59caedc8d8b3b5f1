/**
 * Ids as one parameter for `json_each`: a statement for all of them takes a tenth of the time of one statement per id. The key of an element
 * is its index.
 */
export function idList(ids: Iterable<string>): string {
  // As SQLite stores text that is bound by itself.
  return JSON.stringify(Array.from(ids, (id) => id.toWellFormed()));
}
