import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from '../command.ts';
import { freePort } from '../controlPlane/freePort.ts';
import { createProcessGroup } from '../controlPlane/processGroup.ts';
import { whenReady } from '../controlPlane/whenReady.ts';

/** An alert as Prometheus sends it. */
interface SentAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  /** When it ended; it fires on when absent. */
  readonly endsAt?: string;
}

/** A real Alertmanager with a configuration, and amtool beside it. */
export interface TestAlertmanager {
  /** Receivers that alerts with these labels go to, as amtool says. */
  receiversOf(labels: Readonly<Record<string, string>>): Promise<readonly string[]>;
  /** What amtool says of the configuration; rejects when it is none. */
  checked(): Promise<string>;
  send(alerts: readonly SentAlert[]): Promise<void>;
  /** Names of the alerts that are muted by others, and of which monitor each is. */
  muted(): Promise<readonly string[]>;
  stop(): Promise<void>;
}

export async function startAlertmanager(
  { alertmanager, amtool }: Readonly<Record<'alertmanager' | 'amtool', string>>,
  configuration: string,
): Promise<TestAlertmanager> {
  const group = createProcessGroup(process.env);
  const file = join(group.directory, 'alertmanager.yaml');
  writeFileSync(file, configuration);
  const url = `http://127.0.0.1:${await freePort()}`;
  const process_ = await group.start('alertmanager', alertmanager, [
    `--config.file=${file}`,
    `--storage.path=${join(group.directory, 'data')}`,
    `--web.listen-address=${new URL(url).host}`,
    '--cluster.listen-address=',
  ]);
  await whenReady('Alertmanager', process_, async () => (await fetch(`${url}/-/ready`)).ok);
  const pairs = (labels: Readonly<Record<string, string>>) => Object.entries(labels).map(([name, value]) => `${name}=${value}`);
  return {
    checked: async () => runProgram(amtool, ['check-config', file]),
    receiversOf: async (labels) =>
      (await runProgram(amtool, ['config', 'routes', 'test', `--config.file=${file}`, ...pairs(labels)])).trim().split(','),
    async send(alerts) {
      const answer = await fetch(`${url}/api/v2/alerts`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(alerts),
      });
      if (!answer.ok) throw new Error(`Alertmanager refused alerts: ${answer.status} ${await answer.text()}`);
    },
    async muted() {
      const said = await runProgram(amtool, ['alert', 'query', `--alertmanager.url=${url}`, '--inhibited', '--output=json']);
      const found = JSON.parse(said) as { labels: Record<string, string> }[];
      return found.map(({ labels }) => `${labels['modelmonitor']}: ${labels['alertname']} ${labels['severity']}`).toSorted();
    },
    stop: () => group.end(),
  };
}
