/** Text that needs no quotes: begins with a letter, digit or _ and holds nothing a reader could stumble over. */
const plain = /^\w[\w .+/-]*$/;
/** Words that readers take for a missing value unless they are quoted. */
const missing = /^(na|n\/a|nan|null|none)$/i;

/**
 * One line of a CSV file (RFC 4180), ending in a line feed.
 *
 * @param fields numbers, null for a missing value, or text, which is quoted where it has to be; a text that reads like a missing value
 *   is quoted too
 * @example
 * csvLine([1.5, 'wet', null, 'a,b', 'NA']) // => '1.5,wet,,"a,b","NA"\n'
 */
export function csvLine(fields: readonly (string | number | null)[]): string {
  return `${fields.map(csvField).join(',')}\n`;
}

function csvField(field: string | number | null): string {
  if (field === null) return '';
  if (typeof field === 'number' || (plain.test(field) && !missing.test(field))) return String(field);
  return `"${field.replaceAll('"', '""')}"`;
}
