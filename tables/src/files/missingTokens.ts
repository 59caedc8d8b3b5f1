/**
 * Text that stands for a missing value in a CSV file: what pandas, R and SQL exports write. In a numeric column it counts quoted or not; in a
 * categorical one only without quotes, so that a category "NA" can be told apart. An empty field is always missing.
 *
 * @see pandas `read_csv`, parameter na_values
 */
export const missingTokens: readonly string[] = [
  '',
  '#N/A',
  '#N/A N/A',
  '#NA',
  '-1.#IND',
  '-1.#QNAN',
  '-NaN',
  '-nan',
  '1.#IND',
  '1.#QNAN',
  '<NA>',
  'N/A',
  'NA',
  'NULL',
  'NaN',
  'None',
  'n/a',
  'nan',
  'null',
];
