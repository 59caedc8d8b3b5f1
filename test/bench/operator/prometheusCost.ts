import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { eventually } from '../../controlPlane/eventually.ts';
import { freePort } from '../../controlPlane/freePort.ts';
import { createProcessGroup } from '../../controlPlane/processGroup.ts';
import { whenReady } from '../../controlPlane/whenReady.ts';
import { median } from '../median.ts';
import { peakBytes, processorSeconds } from '../processFigures.ts';

/** What a real Prometheus needs for a configuration. */
export interface PrometheusCost {
  readonly targets: number;
  /** From the start until all targets are known. */
  readonly discoveredMilliseconds: number;
  /** Time of a reload with one changed scrape configuration. */
  readonly reloadMilliseconds: number;
  /** Processor time while nothing changes, as a share of one core. */
  readonly processorSharePercent: number;
  readonly peakBytes: number;
}

/**
 * @param generated as the Prometheus operator generated it
 * @param seconds how long its processor time is measured
 */
export async function prometheusCost(
  prometheus: string,
  { generated, targets, seconds }: { generated: string; targets: number; seconds: number },
): Promise<PrometheusCost> {
  // What the configuration reloader of a pod does.
  const started = generated.replaceAll('$(SHARD)', '0').replaceAll('$(POD_NAME)', 'prometheus-0');
  // An address that refuses connections at once: a reload waits for scrapes that hang.
  const refusing = '  - target_label: __address__\n    replacement: 127.0.0.1:1\n  metric_relabel_configs:\n';
  const configuration = started.replaceAll('  metric_relabel_configs:\n', refusing);
  const group = createProcessGroup(process.env);
  const file = join(group.directory, 'prometheus.yaml');
  writeFileSync(file, configuration);
  const url = `http://127.0.0.1:${await freePort()}`;
  try {
    const startedAt = performance.now();
    const { pid, ...process_ } = await group.start('prometheus', prometheus, [
      `--config.file=${file}`,
      `--storage.tsdb.path=${join(group.directory, 'data')}`,
      `--web.listen-address=${new URL(url).host}`,
      '--web.enable-lifecycle',
      '--log.level=error',
    ]);
    await whenReady('Prometheus', { pid, ...process_ }, async () => (await fetch(`${url}/-/ready`)).ok);
    const discovered = async () => {
      const text = await (await fetch(`${url}/metrics`)).text();
      const pools = [...text.matchAll(/^prometheus_target_scrape_pool_targets\{.*\} (\d+)$/gm)].map(([, number]) => Number(number));
      return pools.reduce((sum, number) => sum + number, 0) === targets;
    };
    const untilDiscovered = (what: string) => eventually(what, discovered, { seconds: 240, everyMilliseconds: 250 });
    await untilDiscovered(`${targets} targets`);
    const discoveredMilliseconds = performance.now() - startedAt;
    await setTimeout(15_000);
    const before = (await processorSeconds(pid)) ?? 0;
    await setTimeout(seconds * 1000);
    const used = ((await processorSeconds(pid)) ?? 0) - before;
    const reloads: number[] = [];
    for (let round = 0; round < 5; round++) {
      writeFileSync(file, configuration.replace(/scrape_interval: 10s/, `scrape_interval: ${11 + round}s`));
      const at = performance.now();
      const { ok } = await fetch(`${url}/-/reload`, { method: 'POST' });
      if (!ok) throw new Error('Prometheus refused the configuration');
      reloads.push(performance.now() - at);
      await untilDiscovered('the targets after a reload');
    }
    return {
      targets,
      discoveredMilliseconds,
      reloadMilliseconds: median(reloads),
      processorSharePercent: (100 * used) / seconds,
      peakBytes: (await peakBytes(pid)) ?? 0,
    };
  } finally {
    await group.end();
  }
}
