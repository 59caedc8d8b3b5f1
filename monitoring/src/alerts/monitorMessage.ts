/** Parts of alert messages, as templates of Prometheus. */

/** The monitor. */
export const theMonitor = '{{ $labels.namespace }}/{{ $labels.modelmonitor }}';

export const asDuration = '{{ $value | humanizeDuration }}';

export const asPercentage = '{{ $value | humanizePercentage }}';

/**
 * The value of a gauge of the monitor.
 *
 * @param matchers further matchers, each with a comma behind it
 * @param format function of Prometheus' templates
 */
export function gaugeOf(metric: string, format: 'humanizeDuration' | 'humanizePercentage', matchers = ''): string {
  const query = `max(${metric}{${matchers}namespace='%s',modelmonitor='%s'})`;
  return `{{ with printf "${query}" $labels.namespace $labels.modelmonitor | query }}{{ . | first | value | ${format} }}{{ end }}`;
}
