const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });
const brief = new Intl.NumberFormat('en', { maximumSignificantDigits: 2 });
const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 });

export const formatCount = (count) => whole.format(count);

export const formatNumber = (number) => short.format(number);

export const formatShare = (share) => (share === null ? '–' : percent.format(share));

/** A number in full precision. */
export const formatValue = (value) =>
  typeof value === 'number' ? new Intl.NumberFormat('en', { maximumSignificantDigits: 8 }).format(value) : value;

/** A size in the largest unit that fits. */
export function formatBytes(bytes) {
  const unit = Math.min(4, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return `${short.format(bytes / 1000 ** unit)} ${['B', 'kB', 'MB', 'GB', 'TB'][unit]}`;
}

/** Two digits, the precision of the quantiles. @param {number | null} seconds null when there was no request */
export function formatLatency(seconds) {
  if (seconds === null) return '–';
  return seconds < 1 ? `${brief.format(seconds * 1000)} ms` : `${brief.format(seconds)} s`;
}

export const formatRate = (perSecond) => (perSecond < 10 ? brief.format(perSecond) : whole.format(perSecond));

/** How long ago, in the largest unit that fits. @param {number} milliseconds */
export function formatAge(milliseconds) {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 5) return 'just now';
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  return seconds < 172_800 ? `${Math.floor(seconds / 3600)} h ago` : `${Math.floor(seconds / 86_400)} d ago`;
}
