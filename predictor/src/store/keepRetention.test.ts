import { createValidator, type ModelMonitor, type Placement } from '@modelmonitor/api';
import type { StoreClient } from '@modelmonitor/store';
import { exampleMonitor } from '../../../api/src/exampleMonitor.ts';
import { keepRetention } from './keepRetention.ts';

const placement: Placement = { configDirectory: 'config', host: '127.0.0.1', port: 0, dataDirectory: '/data' };
const day = 86_400_000;
const now = Date.UTC(2026, 10, 30, 12);

function monitorWith(capture: object): ModelMonitor {
  const { monitor } = createValidator()(exampleMonitor({ 'spec.capture': { store: 'file', ...capture } }));
  return monitor as ModelMonitor;
}

/** Retention of a log whose oldest row is 40 days old; minutes pass by `tick`. */
function started(capture: object, { bytes = 10, reason = undefined as string | undefined } = {}) {
  const calls: string[] = [];
  const logged: string[] = [];
  let seconds = 0;
  let size = bytes;
  let task = async (): Promise<void> => undefined;
  const monitor = monitorWith(capture);
  const counts = { rows: 5, refused: 0, labelled: 0, from: now - 40 * day, to: now - 40 * day };
  const client = {
    status: () => ({ reason }),
    health: async () => ({ bytes: size, schemaVersion: 1, waitingLabels: 0 }),
    claim: async () => true,
    readClaims: async () => [],
    countRows: async () => counts,
    newestRange: async () => ({ from: now }),
    dropBefore: async (time: number) => {
      calls.push(`drop before ${new Date(time).toISOString().slice(0, 10)}`);
      return 5;
    },
  } as unknown as StoreClient;
  const { stop } = keepRetention({
    store: { client: () => client },
    monitor: () => monitor,
    placement,
    driftChild: {
      retain: async ({ store, retention, isFull }) => {
        calls.push(`child: ${store}, ${JSON.stringify(retention.archive)}, full: ${isFull}`);
        throw new Error('the bucket is gone');
      },
    },
    environment: {
      now: () => now,
      monotonicSeconds: () => seconds,
      randomBytes: (count) => Buffer.alloc(count),
      every: (_milliseconds, every) => {
        task = every;
        return { stop: () => undefined };
      },
    },
    log: (level, message, fields) => logged.push(`${level} ${message} ${JSON.stringify(fields)}`),
  });
  const tick = async (minutes: number) => {
    for (let minute = 0; minute < minutes; minute++) {
      await task();
      seconds += 60;
    }
  };
  const grow = (factor: number) => {
    size *= factor;
  };
  return { calls, logged, tick, stop, grow };
}

test('a day is dropped every hour', async () => {
  const { calls, logged, tick } = started({});
  await tick(60);
  expect(calls).toEqual(['drop before 2026-10-22']);
  expect(logged).toEqual(['info a day of the log was dropped {"day":"2026-10-21","rows":5,"reason":"age","archived":false}']);
  await tick(1);
  expect(calls).toHaveLength(2);
});

test('a full disk is no reason to wait for an hour', async () => {
  const { calls, tick } = started({}, { reason: 'the disk is full' });
  await tick(3);
  expect(calls).toHaveLength(3);
});

test('with an archive a process of its own drops days, and a reason is logged once', async () => {
  const { calls, logged, tick } = started({ archive: { directory: 'log' } });
  await tick(122);
  expect(calls).toEqual(Array(3).fill('child: file:/data/predictions.sqlite, {"kind":"directory","path":"log"}, full: false'));
  expect(logged).toEqual(['error days of the log are not dropped {"reason":"the bucket is gone"}']);
});

test('a buffer has no retention', async () => {
  const { calls, tick } = started({ store: 'buffer' });
  await tick(122);
  expect(calls).toEqual([]);
});

test('where dropping a day does not reduce the size, the next one waits until the size has grown', async () => {
  const { calls, logged, tick, grow } = started({ maxBytes: '1G' }, { bytes: 2e9 });
  await tick(30);
  // Each pass drops one by age and one for the space.
  expect(calls).toEqual(['drop before 2026-10-22', 'drop before 2026-10-22']);
  expect(logged.at(-1)).toContain('did not reduce the 2000000000 bytes of the store, which others may share');
  grow(1.02);
  await tick(5);
  expect(calls).toHaveLength(4);
});
