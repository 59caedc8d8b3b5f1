/** No-break space between a number and its unit. */
const SPACE = '\u00a0';

/**
 * A share (0 to 1) as a percentage for people: whole from 10 % on, one decimal below, and never a rounded 0 % or 100 % that is not exact.
 *
 * @example
 * formatPercent(3 / 13) // => '23 %'
 */
export function formatPercent(share: number): string {
  if (!Number.isFinite(share)) return '–';
  const percent = share * 100;
  if (percent > 0 && percent < 0.1) return `<${SPACE}0.1${SPACE}%`;
  if (percent < 100 && percent > 99.9) return `>${SPACE}99.9${SPACE}%`;
  return decimals(percent, percent < 10 || percent > 99 ? 1 : 0);
}

/**
 * A share beside the limit it is compared with: with as many decimals as show on which side of the limit it is.
 *
 * @example
 * formatPercentBeside(0.4996, 0.5) // => '49.96 %'
 */
export function formatPercentBeside(share: number, limit: number): string {
  const short = formatPercent(share);
  if (share === limit || short !== formatPercent(limit)) return short;
  const told = [1, 2, 3, 4].map((digits) => decimals(share * 100, digits)).find((text, index) => text !== decimals(limit * 100, index + 1));
  return told ?? short;
}

function decimals(percent: number, digits: number): string {
  return `${Number(percent.toFixed(digits))}${SPACE}%`;
}
