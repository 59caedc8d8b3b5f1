import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { text } from 'node:stream/consumers';
import { createValidator, type ModelMonitor, type Placement } from '@modelmonitor/api';
import { exampleMonitor } from '../../../api/src/exampleMonitor.ts';
import { exportParquet } from './exportParquet.ts';

const placement: Placement = { configDirectory: 'config', host: '127.0.0.1', port: 0, dataDirectory: '/data' };
const { monitor: stored } = createValidator()(exampleMonitor({ 'spec.capture': { store: 'file' } }));
const { monitor: buffered } = createValidator()(exampleMonitor({ 'spec.capture': { store: 'buffer' } }));

test('the file of a process is sent and deleted; one is written at a time', async () => {
  const paths: string[] = [];
  let running = 0;
  const exportRows = async ({ store, path, range }: { store: string; path: string; range: object }) => {
    expect(++running).toBe(1);
    paths.push(path);
    await new Promise(setImmediate);
    await writeFile(path, `${store} ${JSON.stringify(range)}`);
    running--;
    return { rows: 1 };
  };
  const send = exportParquet({ monitor: () => stored as ModelMonitor, placement, driftChild: { exportRows } });
  const [one, other] = await Promise.all([send({ from: 1 }), send({ version: 'v2' })]);
  expect(await text(one)).toBe('file:/data/predictions.sqlite {"from":1}');
  expect(await text(other)).toBe('file:/data/predictions.sqlite {"version":"v2"}');
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(paths.map((path) => existsSync(dirname(path)))).toEqual([false, false]);
});

test('a process that fails leaves no file, and does not stop the next', async () => {
  let path = '';
  const exportRows = async (request: { path: string }) => {
    path = request.path;
    throw new Error('no memory');
  };
  const send = exportParquet({ monitor: () => stored as ModelMonitor, placement, driftChild: { exportRows } });
  await expect(send({})).rejects.toThrow('no memory');
  await expect(send({})).rejects.toThrow('no memory');
  expect(existsSync(dirname(path))).toBe(false);
});

test('rows of a buffer are not written', async () => {
  const exportRows = () => Promise.reject(new Error('not called'));
  const send = exportParquet({ monitor: () => buffered as ModelMonitor, placement, driftChild: { exportRows } });
  await expect(send({})).rejects.toThrow('rows and labels are kept in memory only');
});
