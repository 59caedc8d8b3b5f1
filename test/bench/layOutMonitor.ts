import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { planFor } from '@modelmonitor/api';
import { loadManifests } from '../../cli/src/manifests/loadManifests.ts';
import { materialise } from '../../cli/src/manifests/materialise.ts';
import { validateManifests } from '../../cli/src/manifests/validateManifests.ts';
import { repository } from './wine.ts';

/** A classification of two classes by numbers f0, f1, … with default limits. */
export interface BenchMonitor {
  readonly name: string;
  /** The only version, as an object of YAML; its file is in the folder. */
  readonly version: string;
  /** Rows of the reference. */
  readonly rows: readonly (readonly number[])[];
}

/** Writes the manifest of a monitor beside its model, and lays it out as a predictor reads it. @returns the configuration directory */
export async function layOutMonitor(folder: string, { name, version, rows }: BenchMonitor): Promise<string> {
  const columns = (rows[0] ?? []).map((_, index) => `f${index}`);
  const csv = [[...columns, 'prediction'], ...rows.map((row, index) => [...row, index % 2])].map((cells) => `    ${cells.join(',')}`);
  const manifest = `apiVersion: modelmonitor.dev/v1alpha1
kind: ModelMonitor
metadata: { name: ${name} }
spec:
  model:
    task: classification
    target: { name: label, classes: ["0", "1"] }
    features:
${columns.map((column) => `    - { name: ${column}, type: numeric }`).join('\n')}
    versions:
    - ${version}
  drift: { reference: { source: { configMap: { name: ${name}, key: reference.csv } } } }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: ${name} }
data:
  reference.csv: |
${csv.join('\n')}
`;
  const path = join(folder, `${name}.yaml`);
  await writeFile(path, manifest);
  const { monitors, objects, problems } = validateManifests(await loadManifests([path], repository));
  const [monitor] = monitors;
  if (monitor === undefined || problems.length > 0) throw new Error(problems.map(({ message }) => message).join('; '));
  const placement = { configDirectory: join(folder, 'config'), host: '127.0.0.1', port: 0 };
  await materialise({ plan: planFor(monitor, placement), objects, now: new Date() }, placement.configDirectory);
  return placement.configDirectory;
}
