import { setTimeout as sleep } from 'node:timers/promises';
import { createStoreClient } from '../client/createStoreClient.ts';
import { recordedRows } from './testRecordedRows.ts';

// A process that records rows until it is killed, and prints how many: `node testWriterProcess.ts URL WRITER`.
const [url = '', writer = ''] = process.argv.slice(2);
const client = createStoreClient({
  settings: { kind: 'postgres', url: { text: url }, what: 'a test', monitor: { namespace: 'default', name: 'tested' } },
  writer,
  now: Date.now,
  every: (milliseconds, task) => {
    const timer = setInterval(() => void task(), milliseconds);
    return { stop: () => clearInterval(timer) };
  },
  sleep: (milliseconds) => sleep(milliseconds),
  log: () => undefined,
  limits: { batchRows: 500 },
});
for (let recorded = 0; ; recorded += 100) {
  client.record(recordedRows(100, { series: writer, firstNumber: recorded, time: Date.now() }));
  process.stdout.write(`${client.account().written}\n`);
  await sleep(2);
}
