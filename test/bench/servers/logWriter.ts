import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import { connectPostgres, parsePostgresUrl } from '@modelmonitor/databases';
import { createStoreClient } from '../../../store/src/client/createStoreClient.ts';
import { copyStatement, encodeRows, idsOf } from '../../../store/src/postgres/encodeRows.ts';
import type { RowBatch } from '../../../store/src/rowBatch.ts';
import type { RowContract } from '../../../store/src/rowContract.ts';

// Writes rows into PostgreSQL and prints how long that took: `node logWriter.ts ours|floor URL ROWS SERIES`.

const [kind = '', url = '', rowsText = '', series = ''] = process.argv.slice(2);
const rows = Number(rowsText);
const batchRows = 5000;
/** Rows of one request. */
const requestRows = 10;
const [features, classes] = [13, 3];
const monitor = { namespace: 'default', name: 'bench' };

const contract: RowContract = {
  task: 'classification',
  features: Array.from({ length: features }, (_, feature) => ({ name: `f${feature}`, type: 'numeric' })),
  classes: ['a', 'b', 'c'],
  target: 'class',
};
const numbers = (count: number) => Float64Array.from({ length: count }, (_, index) => ((index * 7919) % 10_007) / 100);

/** Starts to measure, after the first batch. */
let started = { at: 0, used: process.cpuUsage() };
const startClock = () => {
  started = { at: performance.now(), used: process.cpuUsage() };
};

async function writeByClient(): Promise<void> {
  const client = createStoreClient({
    settings: { kind: 'postgres', url: { text: url }, what: 'a benchmark', monitor },
    writer: series,
    now: Date.now,
    every: (milliseconds, task) => {
      const timer = setInterval(() => void task(), milliseconds);
      return { stop: () => clearInterval(timer) };
    },
    sleep: (milliseconds) => sleep(milliseconds),
    log: (_, message) => process.stderr.write(`${message}\n`),
    limits: { batchRows },
  });
  const request = {
    contract,
    cells: numbers(requestRows * features),
    width: features,
    kept: contract.features.map((_, feature) => feature),
    predictions: new Float64Array(requestRows).fill(1),
    probabilities: numbers(requestRows * classes),
    version: 'v1',
    series,
  };
  for (let recorded = 0; recorded < batchRows + rows; recorded += requestRows) {
    client.record({ ...request, time: Date.now(), firstNumber: recorded });
    if (recorded + requestRows === batchRows) {
      while (client.account().written < batchRows) await sleep(1);
      startClock();
    }
    // Requests come in turns of the event loop.
    if (recorded % 1000 !== 0) continue;
    await turn();
    while (client.account().queued > 10 * batchRows) await sleep(1);
  }
  const account = await client.close(60_000);
  if (account.written !== batchRows + rows) throw new Error(`expected ${batchRows + rows} written rows, got ${JSON.stringify(account)}`);
}

async function writeDirectly(): Promise<void> {
  const address = parsePostgresUrl(url, { what: 'a benchmark' });
  const connection = await connectPostgres(address, { password: async () => undefined, now: () => performance.now() });
  for (let written = 0; written < batchRows + rows; written += batchRows) {
    if (written === batchRows) startClock();
    const batch: RowBatch = {
      writer: series,
      number: written / batchRows + 1,
      contract,
      rows: batchRows,
      ids: { series, numbers: Float64Array.from({ length: batchRows }, (_, row) => written + row), chosen: [] },
      times: new Float64Array(batchRows).fill(Date.now()),
      versions: ['v1'],
      versionOf: new Uint16Array(batchRows),
      features: numbers(batchRows * features),
      predictions: new Float64Array(batchRows).fill(1),
      probabilities: numbers(batchRows * classes),
      unseen: [],
    };
    await connection.query({ text: 'begin' });
    const bytes = encodeRows(batch, idsOf(batch), { monitor: 'default/bench', contract: 1, writer: 1 });
    await connection.copyIn({ text: copyStatement }, bytes);
    await connection.query({ text: 'commit' });
  }
  await connection.close();
}

await (kind === 'ours' ? writeByClient() : writeDirectly());
const { user, system } = process.cpuUsage(started.used);
process.stdout.write(JSON.stringify({ seconds: (performance.now() - started.at) / 1000, processorMicroseconds: (user + system) / rows }));
if (!process.execArgv.includes('--cpu-prof')) process.exit();
