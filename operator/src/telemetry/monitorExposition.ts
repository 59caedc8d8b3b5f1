import { type DriftSample, driftMetrics, type Metric, operatorMetrics } from '@modelmonitor/api';

/**
 * Metrics of each monitor, in Prometheus' text format. Lines are formatted when a monitor changes, not when it is scraped: with ten thousand
 * monitors a scrape only joins texts.
 */
export interface MonitorExposition {
  set(key: string, samples: readonly DriftSample[]): void;
  forget(key: string): void;
  /** The lines of all monitors, by metric. */
  text(): string;
}

export function createMonitorExposition(): MonitorExposition {
  const metrics: readonly Metric[] = [...Object.values<Metric>(driftMetrics), operatorMetrics.condition];
  const byMetric = new Map(metrics.map(({ name }) => [name, new Map<string, string>()]));
  const forget = (key: string) => {
    for (const lines of byMetric.values()) lines.delete(key);
  };
  return {
    forget,
    set(key, samples) {
      forget(key);
      for (const sample of samples) {
        const lines = byMetric.get(sample.metric.name);
        lines?.set(key, `${lines.get(key) ?? ''}${lineOf(sample)}`);
      }
    },
    text: () =>
      metrics
        .map(({ name, help, type }) => {
          const lines = [...(byMetric.get(name)?.values() ?? [])];
          return lines.length === 0 ? '' : `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`;
        })
        .join(''),
  };
}

function lineOf({ metric, labels, value }: DriftSample): string {
  const pairs = Object.entries(labels).map(([name, text]) => `${name}="${escapeLabel(text)}"`);
  return `${metric.name}{${pairs.join(',')}} ${value}\n`;
}

/** A label value, escaped for the text format. */
function escapeLabel(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');
}
