import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { createStoreClient } from '../client/createStoreClient.ts';
import { wineContract } from '../testRowBatch.ts';

// Writes rows until it is killed. After each acknowledged batch it prints how many rows are written: the first ones.
const [path = '', writer = ''] = process.argv.slice(2);
const client = createStoreClient({
  settings: { kind: 'file', path, monitor: { namespace: 'default', name: 'tested' } },
  writer,
  now: Date.now,
  every(milliseconds, task) {
    const timer = setInterval(() => void task(), milliseconds);
    return { stop: () => clearInterval(timer) };
  },
  sleep: (milliseconds) => sleep(milliseconds),
  log: (_, message) => process.stderr.write(`${message}\n`),
  limits: { batchRows: 400, batchMilliseconds: 5 },
});
let printed = 0;
for (let firstNumber = 0; ; firstNumber += 20) {
  client.record({
    contract: wineContract,
    cells: Float64Array.from({ length: 40 }, (_, cell) => (cell % 2 === 0 ? firstNumber + cell / 2 : 0)),
    width: 2,
    kept: [0, 1],
    predictions: new Float64Array(20),
    probabilities: new Float64Array(40),
    version: 'v1',
    time: Date.now(),
    series: writer,
    firstNumber,
    // Every third response has ids that the caller chose.
    ...(firstNumber % 3 === 0 ? { chosenId: (row: number) => `${writer}/${firstNumber + row}` } : {}),
  });
  const { written } = client.account();
  if (written > printed) writeSync(1, `${written}\n`);
  printed = written;
  await sleep(firstNumber % 100 === 0 ? 1 : 0);
}
