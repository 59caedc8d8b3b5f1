import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ModelMonitor, planFor, predictorNodeFlags } from '@modelmonitor/api';
import { loadManifests } from '../../cli/src/manifests/loadManifests.ts';
import { materialise } from '../../cli/src/manifests/materialise.ts';
import { validateManifests } from '../../cli/src/manifests/validateManifests.ts';

export const repository = join(import.meta.dirname, '../..');
export const wineDirectory = join(repository, 'examples/wine');
export const wineCsv = join(wineDirectory, 'wine.csv');

type Limits = Partial<ModelMonitor['spec']['serving']['limits']>;

/** Lays out the wine example with its first version alone (100 trees), as a predictor reads it. */
export async function wineConfiguration(directory: string, { limits }: { limits?: Limits } = {}): Promise<ModelMonitor> {
  const { monitors, objects, problems } = validateManifests(await loadManifests([wineDirectory], repository));
  const [monitor] = monitors;
  const [version] = monitor?.spec.model.versions ?? [];
  if (monitor === undefined || version === undefined || problems.length > 0) throw new Error('the wine example is not valid');
  const model = { ...monitor.spec.model, versions: [{ ...version, traffic: 100 }] };
  const serving = { ...monitor.spec.serving, limits: { ...monitor.spec.serving.limits, ...limits } };
  const alone: ModelMonitor = { ...monitor, spec: { ...monitor.spec, model, serving } };
  await materialise({ plan: planFor(alone), objects, now: new Date() }, directory);
  return alone;
}

/** The rows of the wine data without the cultivar, over and over, as many as needed. */
export function wineRows(count: number): number[][] {
  const [, ...lines] = readFileSync(wineCsv, 'utf8').trim().split('\n');
  const rows = lines.map((line) => line.split(',').slice(0, 13).map(Number));
  return Array.from({ length: count }, (_, index) => rows[index % rows.length] as number[]);
}

/** Command line of the product's predictor on a configuration. */
export function predictorCommand(directory: string, port: number): readonly string[] {
  return [process.execPath, ...predictorNodeFlags, join(repository, 'predictor/src/main.ts'), '--config', directory, '--port', `${port}`];
}
