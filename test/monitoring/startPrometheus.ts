import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { yamlText } from '../../cli/src/manifests/yamlText.ts';
import { freePort } from '../controlPlane/freePort.ts';
import { createProcessGroup } from '../controlPlane/processGroup.ts';
import { whenReady } from '../controlPlane/whenReady.ts';

/** A series of an answer: its labels, and its values in the order of time. */
export interface AnsweredSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly values: readonly number[];
}

/** What is scraped: targets with the labels they are given. */
export interface ScrapeJob {
  readonly job: string;
  /** Whether a label that a process exports wins against that of the target: so only where the process is our own, as on one machine. */
  readonly honorLabels: boolean;
  readonly targets: readonly { readonly address: string; readonly labels?: Readonly<Record<string, string>> }[];
}

/** A real Prometheus that scrapes and evaluates every second. */
export interface TestPrometheus {
  /** What an expression is now. */
  query(expression: string): Promise<readonly AnsweredSeries[]>;
  /** What an expression was in the last seconds, with a point each second. */
  queryRange(expression: string, seconds: number): Promise<readonly AnsweredSeries[]>;
  /** Values of a label of a selector, as Grafana asks for them. */
  labelValues(label: string, selector: string): Promise<readonly string[]>;
  /** Names of the rules that could not be evaluated. */
  brokenRules(): Promise<readonly string[]>;
  stop(): Promise<void>;
}

export async function startPrometheus(
  prometheus: string,
  { jobs, ruleFile }: { readonly jobs: readonly ScrapeJob[]; readonly ruleFile: string },
): Promise<TestPrometheus> {
  const group = createProcessGroup(process.env);
  const file = join(group.directory, 'prometheus.yaml');
  const scraped = jobs.map(({ job, honorLabels, targets }, index) => ({
    job_name: `${job}-${index}`,
    honor_labels: honorLabels,
    // As in the ServiceMonitor of a monitor.
    ...(honorLabels ? {} : { metric_relabel_configs: [{ action: 'labeldrop', regex: 'exported_(namespace|modelmonitor)' }] }),
    static_configs: targets.map(({ address, labels = {} }) => ({ targets: [address], labels: { job, ...labels } })),
  }));
  writeFileSync(
    file,
    yamlText({ global: { scrape_interval: '1s', evaluation_interval: '1s' }, rule_files: [ruleFile], scrape_configs: scraped }),
  );
  const url = `http://127.0.0.1:${await freePort()}`;
  const started = await group.start('prometheus', prometheus, [
    `--config.file=${file}`,
    `--storage.tsdb.path=${join(group.directory, 'data')}`,
    `--web.listen-address=${new URL(url).host}`,
    '--log.level=warn',
  ]);
  await whenReady('Prometheus', started, async () => (await fetch(`${url}/-/ready`)).ok);
  const request = async <Data>(path: string, parameters: Readonly<Record<string, string>> = {}) => {
    const answer = (await (await fetch(`${url}/api/v1/${path}?${new URLSearchParams(parameters)}`)).json()) as Answer<Data>;
    if (answer.status !== 'success') throw new Error(`Prometheus refused ${Object.values(parameters).join(' ')}: ${answer.error}`);
    return answer.data;
  };
  return {
    query: async (query) => seriesOf(await request<Result>('query', { query })),
    async queryRange(query, seconds) {
      const end = Date.now() / 1000;
      return seriesOf(await request<Result>('query_range', { query, start: `${end - seconds}`, end: `${end}`, step: '1' }));
    },
    labelValues: (label, selector) => request(`label/${label}/values`, { 'match[]': selector }),
    async brokenRules() {
      const { groups } = await request<{ groups: { rules: { name: string; health: string }[] }[] }>('rules');
      return groups.flatMap(({ rules }) => rules.filter(({ health }) => health === 'err').map(({ name }) => name));
    },
    stop: () => group.end(),
  };
}

interface Answer<Data> {
  readonly status: string;
  readonly error?: string;
  readonly data: Data;
}

type Point = readonly [time: number, value: string];

interface Result {
  readonly result: readonly { readonly metric: Record<string, string>; readonly value?: Point; readonly values?: readonly Point[] }[];
}

function seriesOf({ result }: Result): AnsweredSeries[] {
  return result.map(({ metric, value, values = value === undefined ? [] : [value] }) => ({
    labels: metric,
    values: values.map(([, text]) => Number(text)),
  }));
}
