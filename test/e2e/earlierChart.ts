import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { command } from '../command.ts';

/** Folder of the chart of the commit before; in a clone without history that of this commit, and says so. */
export async function earlierChart(write: (text: string) => void): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'modelmonitor-chart-'));
  await command('sh', ['-c', 'git archive HEAD~1 charts | tar x -C "$0"', folder]);
  const chart = join(folder, 'charts/modelmonitor');
  if (existsSync(join(chart, 'Chart.yaml'))) return chart;
  write('  the chart of the commit before: this clone has no history, so the upgrade is from the same chart with other values\n');
  return 'charts/modelmonitor';
}
