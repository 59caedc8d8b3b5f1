import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { planFor } from '@modelmonitor/api';
import { loadManifests } from '../../../cli/src/manifests/loadManifests.ts';
import { materialise } from '../../../cli/src/manifests/materialise.ts';
import { validateManifests } from '../../../cli/src/manifests/validateManifests.ts';
import { repository } from '../wine.ts';

export const features = 13;

/** Rows of numbers with few digits, so that ten thousand of them fit the largest body. */
export function stallRows(count: number): number[][] {
  return Array.from({ length: count }, (_, row) =>
    Array.from({ length: features }, (_, column) => Math.round(1000 * Math.sin(row * features + column)) / 1000),
  );
}

/** Lays out a monitor with default limits whose only version is a file of the folder, as a predictor reads it; again, with another file, to reload. */
export async function layOut(folder: string, version: string): Promise<string> {
  const names = Array.from({ length: features }, (_, column) => `f${column}`);
  const csv = [[...names, 'prediction'], ...stallRows(200).map((row, index) => [...row, index % 2])].map(
    (cells) => `    ${cells.join(',')}`,
  );
  const manifest = `apiVersion: modelmonitor.dev/v1alpha1
kind: ModelMonitor
metadata: { name: stalls }
spec:
  model:
    task: classification
    target: { name: label, classes: ["0", "1"] }
    features:
${names.map((name) => `    - { name: ${name}, type: numeric }`).join('\n')}
    versions:
    - ${version}
  drift: { reference: { source: { configMap: { name: stalls, key: reference.csv } } } }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: stalls }
data:
  reference.csv: |
${csv.join('\n')}
`;
  await writeFile(join(folder, 'stalls.yaml'), manifest);
  const { monitors, objects, problems } = validateManifests(await loadManifests([join(folder, 'stalls.yaml')], repository));
  const [monitor] = monitors;
  if (monitor === undefined || problems.length > 0) throw new Error(problems.map(({ message }) => message).join('; '));
  const placement = { configDirectory: join(folder, 'config'), host: '127.0.0.1', port: 0 };
  await materialise({ plan: planFor(monitor, placement), objects, now: new Date() }, placement.configDirectory);
  return placement.configDirectory;
}
