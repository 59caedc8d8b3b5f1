/** A whole number with thousands set off. */
export function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** A ratio with two digits that count, whole from 10 on. */
export function ratioText(value: number): string {
  return value >= 10 ? value.toFixed(0) : value.toFixed(2);
}

/** Milliseconds with two digits behind the point below 10, one above. */
export function millisecondsText(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 1)} ms`;
}

export function percentText(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

export function mebibytesText(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(0)} MiB`;
}
