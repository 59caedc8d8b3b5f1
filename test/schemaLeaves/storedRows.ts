import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ModelMonitor } from '@modelmonitor/api';
import { rowsOfStore } from '../../job/src/stored/rowsOfStore.ts';
import { batchOfRows, testRows } from '../../job/src/stored/testStoredRows.ts';
import { openStore } from '../../store/src/openStore.ts';

const now = Date.UTC(2026, 5, 1, 12);

/** What a check takes of a store with more rows than memory. */
export async function storedRows(monitor: ModelMonitor): Promise<readonly string[]> {
  const directory = await mkdtemp(join(tmpdir(), 'modelmonitor-leaves-'));
  const identity = { namespace: monitor.metadata.namespace, name: monitor.metadata.name };
  const settings = { kind: 'file', path: join(directory, 'rows.sqlite'), monitor: identity } as const;
  const store = await openStore(settings, { now: () => now, log: () => undefined });
  try {
    await store.append(batchOfRows(testRows(20, { end: now - 1000 })));
    return Object.keys(await rowsOfStore(store, { monitor, now, most: 3 }));
  } finally {
    await store.close();
    await rm(directory, { recursive: true });
  }
}
