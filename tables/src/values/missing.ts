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

const tokens: ReadonlySet<string> = new Set(missingTokens);
const NAN = /^[+-]?nan$/i;

/** Whether a text stands for a missing value in every column of a CSV file. */
export function isMissingToken(text: string): boolean {
  const trimmed = text.trim();
  return tokens.has(trimmed) || NAN.test(trimmed);
}

/** What people and programs write for a missing number, in lower case and without brackets, points and blanks. */
const MARKERS: ReadonlySet<string> = new Set(
  [
    'na nan null nil none missing unknown unk unkn undefined undef empty blank void',
    'n/a n/d n/s n/r n/c nd nr nc ns no-data nodata novalue notavailable notapplicable notknown notreported notrecorded notmeasured',
    'ka k/a keineangabe keineangaben unbekannt fehlt s/d sd sindato sindatos nc inconnu desconocido tbd tba',
    'xx xxx \\n',
  ].flatMap((line) => line.split(' ')),
);

/** Errors of spreadsheets, in English, German, French, Spanish and Italian; a row of # is a cell that was too narrow. */
const SHEET_ERROR =
  /^#+$|^#(n\/[avd]|na|null!|nulo!|nul!|nullo!|div\/0!?|¡div\/0!|value!|valeur!|valor!|¡valor!|valore!|wert!|ref!|¡ref!|rif!|bezug!|name\?|nom\?|nombre\?|¿nombre\?|nome\?|num!|¡num!|nombre!|zahl!|getting_data|spill!|calc!|error!?)$/i;

/** What most values of a column are, recognised quickly. */
const PLAIN = /^-?\d[\d.]*$/;

/** Signs alone: ? - -- – . .. ... : * ' ' - and the like. */
const SIGNS = /^['"`]?(\?+|[-–—−_]+|\.{1,4}|…|:|\*{1,3}|\\+|~|∅|)['"`]?$/;

/**
 * Whether a text stands for a missing value in a column whose other values are numbers; in a column of categories it is a category like
 * others. All missing tokens are such markers.
 *
 * @example
 * isMissingMarker('#DIV/0!') // => true
 */
export function isMissingMarker(text: string): boolean {
  if (text.length > 20 || PLAIN.test(text)) return false;
  const trimmed = text.trim();
  if (isMissingToken(trimmed) || SIGNS.test(trimmed) || SHEET_ERROR.test(trimmed)) return true;
  if (trimmed === 'x') return true; // in capitals it may be ten, or a category
  const bare = trimmed.toLowerCase().replaceAll(/[()[\]<>{}. _"'-]/g, '');
  return MARKERS.has(bare) || MARKERS.has(trimmed.toLowerCase());
}
