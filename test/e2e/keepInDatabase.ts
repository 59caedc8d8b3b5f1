import type { Condition } from '@modelmonitor/api';
import { eventually } from '../controlPlane/eventually.ts';
import { startPostgresPod } from './postgresPod.ts';
import { startTraffic } from './trafficPod.ts';
import type { World } from './world.ts';

export interface ServedWine {
  /** Address of the model on this machine. */
  readonly model: () => Promise<string>;
  readonly condition: (type: string) => Promise<Condition | undefined>;
}

interface Report {
  readonly run: string;
  readonly current: { readonly rows: number; readonly source?: string };
}

const row = [13.2, 1.78, 2.14, 11.2, 100, 2.65, 2.76, 0.26, 1.28, 4.38, 1.05, 3.4, 1050];

/** Gives the wine example a database: rows and labels are there over a rollout, and the CronJob compares what it finds there. */
export async function keepInDatabase(world: World, { model, condition }: ServedWine): Promise<void> {
  const { kubectl } = world;
  const database = await startPostgresPod(world);
  const stored = async () => Number(await database.sql('select count(*) from modelmonitor_predictions'));
  const post = async (path: string, body: object) => {
    const headers = { 'Content-Type': 'application/json' };
    return await (await fetch(`${await model()}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })).json();
  };
  const rollOut = async () => void (await kubectl(['rollout', 'status', 'deployment/wine', '--timeout=120s']));
  const newestReport = async () => {
    const found = await world.get<{ data: { 'report.json'?: string } }>('configmap', 'wine-drift');
    const text = found?.data['report.json'];
    return text === undefined ? undefined : (JSON.parse(text) as Report);
  };

  const capture = { store: 'postgres', postgres: { secretRef: { name: database.secret } } };
  await kubectl(['patch', 'mm/wine', '--type=merge', '--patch', JSON.stringify({ spec: { capture } })]);
  await eventually('a mounted Secret', async () => (await kubectl(['get', 'deployment/wine', '--output=yaml'])).includes(database.secret));
  await rollOut();
  await eventually('the condition', async () => (await condition('StoreConnected'))?.status === 'True', { seconds: 90 });
  const traffic = await startTraffic(world, { name: 'stored', requestsPerSecond: 100, count: 500 });
  expect((await traffic()).byStatus).toEqual({ 200: 500 });
  await post('/predict', { features: row, id: 'late' });
  await eventually('the rows', async () => (await stored()) === 501, { seconds: 30 });

  await kubectl(['rollout', 'restart', 'deployment/wine']);
  await rollOut();
  expect(await stored()).toBe(501);
  expect(await post('/feedback', { id: 'late', actual: 'class_1' })).toMatchObject({ received: 1, joined: 1, unknown: [] });
  expect(await database.sql("select class from modelmonitor_labels where id = 'late'")).toBe('class_1');

  const run = (await newestReport())?.run;
  await eventually('a check of the database', async () => (await newestReport())?.run !== run, { seconds: 150, everyMilliseconds: 1000 });
  const report = await newestReport();
  expect(report?.current.source).toBe('PostgreSQL');
  expect(report?.current.rows).toBeGreaterThanOrEqual(500);

  const without = ['store', 'postgres'].map((field) => ({ op: 'remove', path: `/spec/capture/${field}` }));
  await kubectl(['patch', 'mm/wine', '--type=json', '--patch', JSON.stringify(without)]);
  await eventually(
    'no mounted Secret',
    async () => !(await kubectl(['get', 'deployment/wine', '--output=yaml'])).includes(database.secret),
  );
  await rollOut();
  await database.remove();
}
