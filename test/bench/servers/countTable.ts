import type { ModelMonitor } from '@modelmonitor/api';
import { connectPostgres, countInPostgres, parsePostgresUrl, type Relation } from '@modelmonitor/databases';
import { checkDrift, countCurrent, hourDataSet } from '@modelmonitor/drift';
import { type Column, type DataSet, tableDataSet } from '@modelmonitor/tables';
import { countHour, encodeHour, hourPlan } from '@modelmonitor/tables/counted';
import { randomFromSeed } from '../../../stats/src/randomFromSeed.ts';

// Compares 13 features of the table `rows` with a reference of 10,000 rows: countTable.ts URL METHOD…, or countTable.ts URL hours HOURS, which counts the table `one_hour`.
// Prints seconds and the largest memory as JSON.
const [url = '', ...methods] = process.argv.slice(2);
const features = Array.from({ length: 13 }, (_, index) => `x${index + 1}`);
const now = Date.UTC(2026, 5, 8, 0, 30);
const identity = { namespace: 'default', name: 'bench' };
const context = { run: '', timestamp: '', monitor: null, model: null, referenceHash: '', from: null, to: null, warnings: [] };

function referenceColumns(): DataSet {
  const random = randomFromSeed(1);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const columns = features.map((name, index): Column => {
    const of = index % 3 === 0 ? normal : index % 3 === 1 ? () => Math.round(random() * 1e5) / 100 : () => -Math.log(1 - random());
    return { name, type: 'numeric', values: Float64Array.from({ length: 10_000 }, of) };
  });
  return tableDataSet({ rows: 10_000, columns });
}

function settingsOf(chosen: readonly string[]): Parameters<typeof checkDrift>[0]['settings'] {
  const methodOf = Object.fromEntries(features.map((name, index) => [name, { method: chosen[index % chosen.length] as 'ks' }]));
  return { methods: { features: methodOf }, rules: 'guarded', correction: 'none', share: 0.5, levels: [], minRows: 1, effectFloor: 0 };
}

const relation = (from: string): Relation => ({
  from,
  parameters: [],
  columns: new Map(features.map((name, index) => [name, { expression: `features[${index + 1}]`, type: 'numeric' as const }])),
});

async function count<Result>(from: string, work: Parameters<typeof countInPostgres<Result>>[2]): Promise<Result> {
  const address = parsePostgresUrl(url, { what: 'a benchmark' });
  const connection = await connectPostgres(address, { password: () => Promise.resolve(undefined), now: () => performance.now() });
  try {
    return await countInPostgres(connection, relation(from), work);
  } finally {
    await connection.close();
  }
}

async function byRows(reference: DataSet, chosen: readonly string[]): Promise<number> {
  const settings = settingsOf(chosen);
  const start = performance.now();
  const current = await count('rows', (source) => countCurrent({ source, reference, names: features, settings }));
  checkDrift({ reference, current, settings, context, quality: true });
  return performance.now() - start;
}

/** One hour is counted, and kept as so many; the time is that of a check by them. */
async function byHours(reference: DataSet, hours: number): Promise<number> {
  const { openStore } = await import('@modelmonitor/store');
  const { countHours } = await import('../../../job/src/stored/countHours.ts');
  const store = await openStore(
    { kind: 'postgres', url: { text: url }, what: 'a benchmark', monitor: identity },
    { now: () => now, log: () => undefined },
  );
  await store.prepare();
  const plan = hourPlan(reference, features);
  const one = await count('one_hour', (source) => countHour(source, plan));
  const numbers = encodeHour({ ...one, facts: new Map([['rows', one.rows]]) });
  const last = Math.floor(now / 3_600_000) - 1;
  for (let hour = 0; hour < hours; hour++) await store.saveHourCounts([{ start: (last - hour) * 3_600_000, edges: plan.digest, numbers }]);
  const spec = { model: { features: features.map((name) => ({ name, type: 'numeric' })), versions: [] }, capture: { redact: [] } };
  const window = { maxAge: `${hours + 1}h`, maxRows: 1_000_000_000, minRows: 1, counts: 'hours' };
  const monitor = { metadata: identity, spec: { ...spec, drift: { window } } } as unknown as ModelMonitor;
  const settings = settingsOf(['ks', 'psi', 'jensenshannon', 'wasserstein']);
  const start = performance.now();
  const found = await countHours(store, { monitor, now, reference, startCounts: () => Promise.reject(new Error('every hour is counted')) });
  const { dataSet } = hourDataSet({ ...found, reference, settings });
  checkDrift({ reference, current: dataSet, settings, context, quality: true });
  const milliseconds = performance.now() - start;
  await store.close();
  return milliseconds;
}

const reference = referenceColumns();
const milliseconds = methods[0] === 'hours' ? await byHours(reference, Number(methods[1])) : await byRows(reference, methods);
process.stdout.write(JSON.stringify({ seconds: milliseconds / 1000, peakBytes: process.resourceUsage().maxRSS * 1024 }));
