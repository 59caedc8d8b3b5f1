import { ownValue } from '@modelmonitor/api';
/** One line of a scrape. */
export interface ScrapedSample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** The samples of a scrape in the Prometheus text format. */
export function scrapedSamples(text: string): ScrapedSample[] {
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, name = '', labels = '', value = ''] = /^([a-zA-Z0-9_:]+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
      const pairs = [...labels.matchAll(/([a-zA-Z0-9_]+)="((?:[^"\\]|\\.)*)"/g)].map(([, label = '', content = '']) => [label, content]);
      return { name, labels: Object.fromEntries(pairs), value: Number(value) };
    });
}

/** Sum of the samples of a metric whose labels are as given; 0 when there is none. */
export function sumOf(text: string, name: string, labels: Readonly<Record<string, string>> = {}): number {
  return scrapedSamples(text)
    .filter((sample) => sample.name === name && Object.entries(labels).every(([label, value]) => ownValue(sample.labels, label) === value))
    .reduce((sum, { value }) => sum + value, 0);
}
