import { join } from 'node:path';
import type { ModelMonitor } from '@modelmonitor/api';
import { mountPath } from '@modelmonitor/api/plain';
import { openStore, type Store, type StoreSettings } from '@modelmonitor/store';
import type { StoredRows } from '../driftArguments.ts';
import { DriftUsageError } from '../errors.ts';

export interface OpenMonitorStoreOptions {
  readonly monitor: ModelMonitor;
  /** Directory with the Secrets of the resource. */
  readonly configDirectory: string;
  readonly now: () => number;
  readonly warn: (text: string) => void;
}

/**
 * The store of a monitor, which connects at its first use.
 *
 * @throws DriftUsageError when it is PostgreSQL and the resource names no Secret with its URL
 */
export async function openMonitorStore(stored: StoredRows, { now, warn, ...options }: OpenMonitorStoreOptions): Promise<Store> {
  const log = (_level: string, message: string, fields: Readonly<Record<string, unknown>> = {}) =>
    warn(`${message}${Object.keys(fields).length === 0 ? '' : ` ${JSON.stringify(fields)}`}`);
  return openStore(settingsOf(stored, options), { now, log });
}

function settingsOf(
  { path }: StoredRows,
  { monitor, configDirectory }: Pick<OpenMonitorStoreOptions, 'monitor' | 'configDirectory'>,
): StoreSettings {
  const { namespace, name } = monitor.metadata;
  if (path !== undefined) return { kind: 'file', path, monitor: { namespace, name } };
  const secretRef = monitor.spec.capture.postgres?.secretRef;
  if (secretRef === undefined) throw new DriftUsageError('--store postgres requires spec.capture.postgres.secretRef');
  const file = join(configDirectory, mountPath('Secret', secretRef.name, secretRef.key));
  return { kind: 'postgres', url: { file }, what: 'spec.capture.postgres.secretRef', monitor: { namespace, name } };
}
