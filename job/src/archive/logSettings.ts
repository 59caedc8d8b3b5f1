import { join } from 'node:path';
import { type ModelMonitor, mountPath } from '@modelmonitor/api/plain';
import type { StoreSettings } from '@modelmonitor/store';
import { DriftUsageError } from '../errors.ts';

/**
 * The store of a monitor as a job opens it.
 *
 * @param path of an SQLite file; undefined for PostgreSQL, whose URL is in the configuration directory
 * @throws DriftUsageError when the resource names no database
 */
export function logSettings({ metadata, spec }: ModelMonitor, configDirectory: string, path: string | undefined): StoreSettings {
  const monitor = { namespace: metadata.namespace, name: metadata.name };
  if (path !== undefined) return { kind: 'file', path, monitor };
  const { postgres } = spec.capture;
  if (postgres === undefined) throw new DriftUsageError('expected a resource with capture.postgres, got one without');
  const { secretRef, synchronousCommit } = postgres;
  const file = join(configDirectory, mountPath('Secret', secretRef.name, secretRef.key));
  return { kind: 'postgres', monitor, url: { file }, what: 'capture.postgres', synchronousCommit };
}
