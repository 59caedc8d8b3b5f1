import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { createStoreClient } from './createStoreClient.ts';
import { type StoreThreadOptions, startStoreThread } from './storeThread.ts';

test('a thread that cannot start is reported and started later; no one who predicts notices', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'client-'));
  const logged: string[] = [];
  let starts = 0;
  const start = (options: StoreThreadOptions) => {
    if (++starts <= 2) throw new Error('ERR_WORKER_INIT_FAILED: EAGAIN');
    return startStoreThread(options);
  };
  let hours = 0;
  const client = createStoreClient(
    {
      settings: { kind: 'file', path: join(directory, 'predictions.sqlite'), monitor: { namespace: 'default', name: 'tested' } },
      writer: 'w1',
      now: () => Date.now() + hours++ * 3.6e6,
      every: (milliseconds, task) => {
        const timer = setInterval(() => void task(), milliseconds);
        return { stop: () => clearInterval(timer) };
      },
      sleep: (milliseconds) => setTimeout(milliseconds),
      log: (level, message, fields = {}) => logged.push(`${level} ${message}: ${fields['reason']}`),
      limits: { batchMilliseconds: 10 },
    },
    start,
  );
  expect(client.status()).toMatchObject({ isConnected: false, reason: 'ERR_WORKER_INIT_FAILED: EAGAIN', restarts: 1 });
  for (let look = 0; look < 500 && client.status().isConnected !== true; look++) await setTimeout(20);
  expect(client.status()).toMatchObject({ isConnected: true, restarts: 2 });
  expect(logged.filter((line) => line.startsWith('error the thread of the store failed and is started again'))).toHaveLength(2);
  await client.close(5000);
  await rm(directory, { recursive: true });
});
