import { join } from 'node:path';
import type { CaptureStore, ModelMonitor } from '@modelmonitor/api';
import type { StoreSettings } from './storeSettings.ts';

/**
 * How the store of a monitor is opened; undefined where its rows stay in the buffer.
 *
 * @param store what holds captured rows, from `captureStoreOf`
 * @param configDirectory with the Secret that has the URL of the database
 */
export function storeSettingsOf(
  store: CaptureStore,
  { metadata: { namespace, name } }: ModelMonitor,
  configDirectory: string,
): StoreSettings | undefined {
  const monitor = { namespace, name };
  if (store.kind === 'buffer') return undefined;
  if (store.kind === 'file') return { kind: 'file', path: store.path, monitor };
  const { urlPath, authoritiesPath, synchronousCommit } = store;
  return {
    kind: 'postgres',
    monitor,
    url: { file: join(configDirectory, urlPath) },
    ...(authoritiesPath === undefined ? {} : { authorities: join(configDirectory, authoritiesPath) }),
    what: 'capture.postgres',
    synchronousCommit,
  };
}
