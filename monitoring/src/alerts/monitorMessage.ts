/** Parts of alert messages, as Prometheus templates. */

/** The monitor. */
export const theMonitor = '{{ $labels.namespace }}/{{ $labels.modelmonitor }}';

export const asDuration = '{{ $value | humanizeDuration }}';

export const asPercentage = '{{ $value | humanizePercentage }}';

/**
 * The value of a gauge of the monitor.
 *
 * @param matchers further matchers, each followed by a comma
 * @param format function of Prometheus templates
 */
export function gaugeOf(metric: string, format: 'humanizeDuration' | 'humanizePercentage', matchers = ''): string {
  const query = `max(${metric}{${matchers}namespace='%s',modelmonitor='%s'})`;
  return `{{ with printf "${query}" $labels.namespace $labels.modelmonitor | query }}{{ . | first | value | ${format} }}{{ end }}`;
}
