import { type DriftSample, driftMetrics, type Metric, operatorMetrics } from '@modelmonitor/api';
import { createTextPool } from '@modelmonitor/kube';

/**
 * Metrics of each monitor, in Prometheus' text format. Lines are formatted when a monitor changes, not when it is scraped: with ten thousand
 * monitors a scrape only joins texts. What most monitors have in common, such as a condition that is true, is held once.
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

/** Lines of one monitor and metric: their common beginning, and the rest of each. */
interface Lines {
  readonly start: string;
  readonly rests: readonly string[];
}

export function createMonitorExposition(): MonitorExposition {
  const metrics: readonly Metric[] = [...Object.values<Metric>(driftMetrics), operatorMetrics.condition];
  const byMetric = new Map(metrics.map(({ name }) => [name, new Map<string, Lines>()]));
  const share = createTextPool();
  const forget = (key: string) => {
    for (const lines of byMetric.values()) lines.delete(key);
  };
  return {
    forget,
    clear() {
      for (const lines of byMetric.values()) lines.clear();
    },
    set(key, samples) {
      const found = [...Map.groupBy(samples, ({ metric }) => metric.name)].map(([name, of]) => [name, linesOf(of)] as const);
      for (const [, { rests }] of found) share(rests);
      forget(key);
      for (const [name, lines] of found) byMetric.get(name)?.set(key, lines);
    },
    *parts() {
      for (const { name, help, type } of metrics) {
        // As of one moment: a monitor that changes meanwhile would move to the end of the map, and come twice.
        const all = [...(byMetric.get(name)?.values() ?? [])];
        if (all.length > 0) yield `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`;
        for (let at = 0; at < all.length; at += monitorsOfPart)
          yield all
            .slice(at, at + monitorsOfPart)
            .map(textOf)
            .join('');
      }
    },
  };
}

/** Monitors in one part of the text. */
const monitorsOfPart = 64;

/** Longest value of a label, in characters: names are at most 253. */
const longestLabel = 512;

/** Labels that all lines of a monitor have. */
const ofMonitor: ReadonlySet<string> = new Set(['namespace', 'modelmonitor']);

function linesOf(samples: readonly DriftSample[]): Lines {
  const [start = '', ...others] = new Set(
    samples.map(({ metric, labels }) => [metric.name, '{', pairsOf(labels, true).join(',')].join('')),
  );
  if (others.length > 0) throw new TypeError('expected samples of one monitor, got some of several');
  const rests = samples.map(({ labels, value }) => {
    const pairs = pairsOf(labels, false);
    return [pairs.length === 0 || start.endsWith('{') ? '' : ',', pairs.join(','), '} ', numberText(value), '\n'].join('');
  });
  return { start, rests };
}

function pairsOf(labels: DriftSample['labels'], areCommon: boolean): string[] {
  const pairs = Object.entries(labels).filter(([name]) => ofMonitor.has(name) === areCommon);
  return pairs.map(([name, text]) => `${name}="${escapeLabel(text)}"`);
}

function textOf({ start, rests }: Lines): string {
  return [start, rests.join(start)].join('');
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
