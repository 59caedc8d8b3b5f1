const SUPERSCRIPTS: Readonly<Record<string, string>> = Object.fromEntries(
  [...'0123456789-'].map((digit, index) => [digit, [...'⁰¹²³⁴⁵⁶⁷⁸⁹⁻'][index] ?? digit]),
);

/**
 * A number for people: four significant digits, a comma between thousands, powers of ten where zeros would have to be counted.
 * An absent number is a dash.
 *
 * @example
 * formatNumber(0.0000123456) // => '1.235 × 10⁻⁵'
 */
export function formatNumber(value: number | null | undefined): string {
  if (value === null || value === undefined || Number.isNaN(value)) return '–';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e7) return signed(grouped(String(size)), value);
  if (size < 1e-4 || size >= 1e7) return signed(scientific(size), value);
  const rounded = size >= 1000 ? Math.round(size) : Number(size.toPrecision(4));
  return signed(grouped(String(rounded)), value);
}

function scientific(size: number): string {
  const [mantissa = '', exponent = ''] = size.toExponential(3).split('e');
  return `${Number(mantissa)} × 10${[...String(Number(exponent))].map((digit) => SUPERSCRIPTS[digit]).join('')}`;
}

function grouped(digits: string): string {
  const [whole = '', fraction] = digits.split('.');
  if (whole.length <= 3) return digits;
  const thousands = whole.replaceAll(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? thousands : `${thousands}.${fraction}`;
}

/** U+2212 is as wide as a digit, so that columns of numbers stay aligned. */
function signed(text: string, value: number): string {
  return value < 0 ? `−${text}` : text;
}
