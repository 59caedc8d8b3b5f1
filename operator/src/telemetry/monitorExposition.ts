import { type DriftSample, driftMetrics, type Metric, operatorMetrics } from '@modelmonitor/api';

/**
 * Metrics of each monitor, in Prometheus' text format. Lines are formatted when a monitor changes, not when it is scraped: with ten thousand
 * monitors a scrape only joins texts.
 */
export interface MonitorExposition {
  /** @throws TypeError for a value that is no number or a label that is no text of reasonable length; the lines before remain */
  set(key: string, samples: readonly DriftSample[]): void;
  forget(key: string): void;
  /** Forgets all monitors. */
  clear(): void;
  /** The lines of all monitors, by metric, in parts of some kilobytes: between two of them a reader can let the event loop turn. */
  parts(): Iterable<string>;
}

export function createMonitorExposition(): MonitorExposition {
  const metrics: readonly Metric[] = [...Object.values<Metric>(driftMetrics), operatorMetrics.condition];
  const byMetric = new Map(metrics.map(({ name }) => [name, new Map<string, string>()]));
  const forget = (key: string) => {
    for (const lines of byMetric.values()) lines.delete(key);
  };
  return {
    forget,
    clear() {
      for (const lines of byMetric.values()) lines.clear();
    },
    set(key, samples) {
      const lines = Map.groupBy(samples, ({ metric }) => metric.name);
      const texts = [...lines].map(([name, of]) => [name, of.map(lineOf).join('')] as const);
      forget(key);
      for (const [name, text] of texts) byMetric.get(name)?.set(key, text);
    },
    *parts() {
      for (const { name, help, type } of metrics) {
        // As of one moment: a monitor that changes meanwhile would move to the end of the map, and come twice.
        const texts = [...(byMetric.get(name)?.values() ?? [])];
        if (texts.length > 0) yield `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`;
        for (let at = 0; at < texts.length; at += textsOfPart) yield texts.slice(at, at + textsOfPart).join('');
      }
    },
  };
}

/** Monitors in one part of the text. */
const textsOfPart = 64;

/** Longest value of a label, in characters: names are at most 253. */
const longestLabel = 512;

function lineOf({ metric, labels, value }: DriftSample): string {
  const pairs = Object.entries(labels).map(([name, text]) => `${name}="${escapeLabel(text)}"`);
  return `${metric.name}{${pairs.join(',')}} ${numberText(value)}\n`;
}

/** A number as the text format writes it. */
function numberText(value: number): string {
  if (typeof value !== 'number') throw new TypeError(`expected a number as value of a metric, got ${typeof value}`);
  if (value === Number.POSITIVE_INFINITY) return '+Inf';
  return value === Number.NEGATIVE_INFINITY ? '-Inf' : String(value);
}

/** A label value, escaped for the text format; control characters are shown, since a terminal may obey them. */
function escapeLabel(text: string): string {
  if (typeof text !== 'string' || text.length > longestLabel)
    throw new TypeError(`expected a text of at most ${longestLabel} characters as label of a metric`);
  const escaped = text.toWellFormed().replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');
  return escaped.replace(/\p{Cc}/gu, (control) => `\\\\x${control.charCodeAt(0).toString(16).padStart(2, '0')}`);
}
