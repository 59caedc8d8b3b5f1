import { captureStoreOf, type ModelMonitor } from '@modelmonitor/api/plain';
import { type CountingStore, openStore, storeSettingsOf } from '@modelmonitor/store';
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
export async function openMonitorStore(stored: StoredRows, options: OpenMonitorStoreOptions): Promise<CountingStore> {
  const { monitor, configDirectory, now, warn } = options;
  const log = (_level: string, message: string, fields: Readonly<Record<string, unknown>> = {}) =>
    warn(`${message}${Object.keys(fields).length === 0 ? '' : ` ${JSON.stringify(fields)}`}`);
  const { namespace, name } = monitor.metadata;
  if (stored.path !== undefined) return openStore({ kind: 'file', path: stored.path, monitor: { namespace, name } }, { now, log });
  // Where the job runs makes no difference to a database.
  const store = captureStoreOf(monitor, { configDirectory, host: '', port: 0 });
  const settings = store.kind === 'postgres' ? storeSettingsOf(store, monitor, configDirectory) : undefined;
  if (settings === undefined) throw new DriftUsageError('--store postgres requires spec.capture.postgres.secretRef');
  return openStore(settings, { now, log });
}
