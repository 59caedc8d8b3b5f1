import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorText, type ModelMonitor, mountPath } from '@modelmonitor/api/plain';
import { DriftUsageError } from '../errors.ts';

/** What a drift job reads from its configuration directory. */
export interface Configuration {
  readonly directory: string;
  readonly monitor: ModelMonitor;
  readonly referencePath: string;
}

/**
 * The resolved resource, and where its reference lies.
 *
 * @param directory holds monitor.json and configmaps/NAME/KEY
 * @throws DriftUsageError when monitor.json is missing or no ModelMonitor
 */
export async function readConfiguration(directory: string): Promise<Configuration> {
  const path = join(directory, 'monitor.json');
  const monitor = await readMonitor(path);
  const { configMap } = monitor.spec.drift.reference.source;
  return { directory, monitor, referencePath: join(directory, mountPath('ConfigMap', configMap.name, configMap.key)) };
}

async function readMonitor(path: string): Promise<ModelMonitor> {
  let monitor: unknown;
  try {
    monitor = JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw new DriftUsageError(`${path} cannot be read: ${errorText(cause)}`, { cause });
  }
  if (!isMonitor(monitor)) throw new DriftUsageError(`${path} has to hold a resolved ModelMonitor, got something else`);
  return monitor;
}

/** The one who wrote the file validated it; this only tells a ModelMonitor from another document. */
function isMonitor(value: unknown): value is ModelMonitor {
  if (typeof value !== 'object' || value === null || !('kind' in value) || !('spec' in value)) return false;
  const { spec } = value;
  return value.kind === 'ModelMonitor' && typeof spec === 'object' && spec !== null && 'drift' in spec && 'model' in spec;
}
