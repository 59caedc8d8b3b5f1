/** Text without quotes: starts with a letter, digit or _ and contains no character with a meaning in CSV. */
const plain = /^\w[\w .+/-]*$/;
/** Words that readers treat as missing values unless quoted. */
const missing = /^(na|n\/a|nan|null|none)$/i;

/**
 * One line of a CSV file (RFC 4180), ending in a line feed.
 *
 * @param fields numbers, null for a missing value, or text, which is quoted if necessary; text that looks like a missing value is quoted
 *   too
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
