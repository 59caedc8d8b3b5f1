import { valueText } from '@modelmonitor/api/plain';

/** A time in ISO 8601, in milliseconds since 1970; UTC without an offset. */
export function timeOption(given: string): number {
  const isIso = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/.test(given);
  const time = isIso ? Date.parse(/T.*(Z|[+-]\d\d:\d\d)$/.test(given) || !given.includes('T') ? given : `${given}Z`) : Number.NaN;
  if (Number.isNaN(time)) throw new RangeError(`expected a time such as 2026-11-29 or 2026-11-29T12:00:00Z, got ${valueText(given)}`);
  return time;
}
