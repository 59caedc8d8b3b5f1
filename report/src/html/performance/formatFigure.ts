import { formatNumber } from '@modelmonitor/api/plain';

/**
 * A figure of a model for people: three decimals below ten, since further ones are noise beside its interval.
 *
 * @example
 * formatFigure(0.912345) // => '0.912'
 */
export function formatFigure(value: number): string {
  const size = Math.abs(value);
  return size >= 0.001 && size < 10 ? decimals(value) : formatNumber(value);
}

function decimals(value: number): string {
  return value < 0 ? `−${(-value).toFixed(3)}` : value.toFixed(3);
}
